import type { Outcome } from '../../../contract/outcomes'

/** How an attempt ended, in the owner's words. */
export const outcomeWord: Record<Outcome, string> = {
  ok: '做成',
  business: '云端说不行',
  client: '请求不对（4xx）',
  server: '云端出错',
  timeout: '等太久没回话',
  network: '网络断了',
  interrupted: '顾客切出去了',
  aborted: '顾客自己取消',
  unknown: '没等到结果',
}
