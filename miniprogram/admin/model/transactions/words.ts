import type { Danger, PhoneSays, ServerSays } from '../../../../contract/paymentTruth'

export const phoneWord: Record<PhoneSays, string> = {
  ok: '成功',
  cancelled: '取消',
  failed: '失败',
  unclear: '说不清',
  silent: '没返回',
}

export const serverWord: Record<ServerSays, string> = {
  paid: '已收款',
  unpaid: '没收款',
  refunded: '已退款',
  missing: '查不到',
}

/** What to do about it, in the words of a list. */
export const dangerWord: Record<Danger, (orders: number) => string> = {
  paidNotShown: (orders) => `${orders} 单手机说没付成，其实付了`,
  shownNotPaid: (orders) => `${orders} 单手机说付成了，钱没到`,
  doublePaid: (orders) => `${orders} 单付了两次`,
  hastyCancel: (orders) => `${orders} 单一点付款就被取消`,
}

const states: Record<string, string> = {
  created: '还没付',
  paid: '等接单',
  accepted: '在做',
  ready: '出餐了',
  delivered: '送到了',
  cancelled: '取消了',
  refunded: '退款了',
}

export const stateWord = (state: string): string => states[state] ?? ''
