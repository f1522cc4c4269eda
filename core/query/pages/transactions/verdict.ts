import type { PageHead } from '../../../../contract/pages/parts'
import type { TransactionsPage } from '../../../../contract/pages/transactions'
import { openVerdict } from '../openVerdict'

/** Within this sales are as always. */
const SAME = 0.02

type Known = Pick<TransactionsPage, 'valid' | 'net' | 'truth' | 'kitchen'>

/** First money, then whom to call. */
export function verdictOf(head: Omit<PageHead, 'verdict'>, page: Known): PageHead['verdict'] {
  const open = openVerdict(head)
  if (open !== null) return open
  const { paidNotShown, shownNotPaid, doublePaid } = page.truth.dangers
  const calls = paidNotShown + shownNotPaid + doublePaid
  const sales = salesOf(page, head.range.name === 'today')
  if (calls > 0) return { level: 'warn', title: `${sales}，\n有 ${calls} 单要联系顾客`, sentence: '' }
  if (page.valid.value === null) return { level: 'none', title: '还没读到订单，\n先接上订单', sentence: '' }
  const { waiting } = page.kitchen
  if (waiting > 0) return { level: 'warn', title: `${sales}，\n${waiting} 单还没人接`, sentence: '' }
  // nothing was sold: there is no money to agree
  if (page.valid.value === 0) return { level: 'ok', title: sales, sentence: '' }
  return { level: 'ok', title: `${sales}，\n钱都对得上`, sentence: '' }
}

function salesOf({ net, valid }: Known, isToday: boolean): string {
  if (valid.value === 0) return isToday ? '今天还没有单' : '这段时间没有单'
  if (net.value === null || net.before === null || net.before === 0) return `卖了 ${valid.value ?? 0} 单`
  const share = (net.value - net.before) / net.before
  const than = net.beforeLabel.replace(/此时$/, '')
  if (Math.abs(share) <= SAME) return `和${than}一样多`
  if (share >= 9) return `比${than}多卖很多`
  return share > 0 ? `比${than}多卖 ${Math.round(share * 100)}%` : `比${than}少卖 ${Math.round(-share * 100)}%`
}
