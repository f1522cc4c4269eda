import type { ErrorCode } from '../../../contract/answer'
import type { Level, Role } from '../../../contract/health'
import type { Indicator } from '../../../contract/metrics'

export const levelWord: Record<Level, string> = { ok: '正常', warn: '注意', crit: '严重', none: '没数据' }

export const indicatorName: Record<Indicator, string> = {
  response: '响应',
  transactions: '交易',
  load: '负载',
  errors: '错误',
  experience: '体验',
}

export const roleName: Record<Role, string> = { owner: '店主', manager: '店长', developer: '工程师', staff: '店员' }

/** What the owner reads when the cloud says no: what it is, and what to do. */
export const errorWord: Record<ErrorCode, string> = {
  bad_request: '这一步填得不对，回去再看看',
  too_large: '内容太多，删掉一些再试',
  unauthenticated: '微信没说你是谁，退出小程序再进来',
  forbidden: '你还不能做这一步，找店主加你',
  not_found: '已经没有了，回总览看看',
  conflict: '别人先做了，刷新看看',
  claim_invalid: '这个码不对，或者已经用过了',
  not_a_timer: '这一步只有定时任务能做',
  template_missing: '还没选消息模板，先按说明书配好',
  unavailable: '没连上，过一会儿再试',
}
