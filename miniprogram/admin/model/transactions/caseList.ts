import type { TransactionsPage, TruthCase } from '../../../../contract/pages/transactions'
import type { Danger } from '../../../../contract/paymentTruth'
import { clockTime } from '../../format/clockTime'
import { dayTime } from '../../format/dayName'
import { money } from '../../format/money'
import { rowsAtOnce } from '../chosen'
import { cellKey } from './truthTable'
import { dangerWord, phoneWord, serverWord, stateWord } from './words'

export interface CaseRow {
  key: string
  /** the order's id; empty where the server knows none */
  order: string
  /** when its payment was opened, epoch ms */
  at: number
  title: string
  note: string
  opens: boolean
}

export interface CaseSheet {
  title: string
  rows: CaseRow[]
  /** words of the way to the rest; empty when all are drawn */
  more: string
}

/** What wants somebody to act: one row a kind. */
export interface TodoRow {
  danger: Danger
  title: string
  note: string
}

const dangers: Danger[] = ['shownNotPaid', 'paidNotShown', 'doublePaid', 'hastyCancel']
const timesShown = 2

export function todoOf({ truth, zone }: TransactionsPage): TodoRow[] {
  return dangers.flatMap((danger) => {
    const count = truth.dangers[danger]
    if (count === 0) return []
    const own = truth.cases.filter((one) => one.dangers.includes(danger))
    const fen = own.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0)
    const times = own.slice(0, timesShown).map(({ at }) => clockTime(at, zone))
    const when = times.join(' 和 ') + (own.length > timesShown ? ' 等' : '')
    return [{ danger, title: dangerWord[danger](count), note: `${count > 1 ? '共 ' : ''}${money(fen)}，${when}` }]
  })
}

/** The orders of a cell of the table, or of one danger. @param drawn rows that are drawn */
export function casesOf(page: TransactionsPage, key: string, drawn = rowsAtOnce): CaseSheet {
  const isDanger = (dangers as string[]).includes(key)
  const own = page.truth.cases.filter((one) =>
    isDanger ? one.dangers.includes(key as Danger) : cellKey(one.phone, one.server) === key,
  )
  const first = own[0]
  const title = isDanger
    ? dangerWord[key as Danger](page.truth.dangers[key as Danger])
    : first === undefined
      ? ''
      : `手机说${phoneWord[first.phone]}，${serverWord[first.server]}`
  const rest = own.length - drawn
  return {
    title,
    rows: own.slice(0, drawn).map((one) => rowOf(one, page)),
    more: rest > 0 ? `再看 ${Math.min(rest, rowsAtOnce)} 单，还有 ${rest} 单` : '',
  }
}

const rowOf = ({ order, number, at, amountFen, state }: TruthCase, { now, zone }: TransactionsPage): CaseRow => ({
  key: `${order ?? ''}${at}`,
  order: order ?? '',
  at,
  title: order === null ? '后台没有这一单' : `${number}${amountFen === null ? '' : `，${money(amountFen)}`}`,
  note: [dayTime(at, now, zone), stateWord(state)].filter((word) => word !== '').join('，'),
  opens: order !== null,
})
