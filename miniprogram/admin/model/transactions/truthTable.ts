import type { Truth } from '../../../../contract/pages/transactions'
import type { PhoneSays, ServerSays } from '../../../../contract/paymentTruth'
import { phoneWord, serverWord } from './words'

export interface TruthCell {
  key: string
  count: number
  /** danger: phone and server do not fit; large: where most are; none: a zero */
  tone: 'danger' | 'large' | 'small' | 'none'
  opens: boolean
  spoken: string
}

export interface TruthView {
  columns: string[]
  rows: { name: string; cells: TruthCell[] }[]
  sums: { column: string; text: string }[]
  note: string
  /** under the table, one line each */
  lines: string[]
  hasDanger: boolean
}

const rowsShown: PhoneSays[] = ['ok', 'cancelled', 'failed', 'unclear', 'silent']
const columnsShown: ServerSays[] = ['paid', 'unpaid', 'refunded', 'missing']

/** A cell's orders, as its key says it: phone × server. */
export const cellKey = (phone: PhoneSays, server: ServerSays): string => `${phone}.${server}`

/** The table of payments; null where no phone told of any. */
export function truthTable(truth: Truth): TruthView | null {
  if (truth.checked === 0) return null
  const rows = rowsShown.filter(
    (phone) => phone !== 'unclear' || columnsShown.some((server) => truth.cells[phone][server] > 0),
  )
  const dangerous = new Set(
    truth.cases.filter(({ dangers }) => dangers.length > 0).map(({ phone, server }) => cellKey(phone, server)),
  )
  const silentPaid = truth.cells.silent.paid
  return {
    columns: columnsShown.map((server) => serverWord[server]),
    rows: rows.map((phone) => ({
      name: phoneWord[phone],
      cells: columnsShown.map((server) => cellOf(truth, phone, server, dangerous)),
    })),
    sums: columnsShown.map((server) => ({
      column: server,
      text: String(rowsShown.reduce((sum, phone) => sum + truth.cells[phone][server], 0)),
    })),
    note: `${truth.checked} 单，逐单核过`,
    lines: [
      ...doubtLines(truth),
      `${silentPaid > 0 ? `没返回但已收款的 ${silentPaid} 单照常在做。` : ''}重复付款 ${truth.dangers.doublePaid} 单`,
      ...(truth.dangers.hastyCancel > 0 ? [`${truth.dangers.hastyCancel} 单不到一秒就取消，多半不是顾客点的`] : []),
      ...(truth.unseen > 0 ? [`另有 ${truth.unseen} 单手机没说付款怎样`] : []),
    ],
    hasDanger: dangerous.size > 0,
  }
}

/** What can still turn out either way is told apart from what is settled. */
const doubtLines = ({ doubts, dangers, cells }: Truth): string[] => [
  ...(dangers.shownNotPaid === 0 && cells.ok.paid > 0 ? ['付了钱的，店里都有单'] : []),
  ...(doubts !== undefined && doubts.pending > 0 ? [`${doubts.pending} 单刚点付款，3 分钟内有数`] : []),
]

function cellOf(truth: Truth, phone: PhoneSays, server: ServerSays, dangerous: ReadonlySet<string>): TruthCell {
  const count = truth.cells[phone][server]
  const key = cellKey(phone, server)
  const expected = (phone === 'ok' && server === 'paid') || (phone !== 'ok' && server === 'unpaid')
  const tone = count === 0 ? 'none' : dangerous.has(key) ? 'danger' : expected ? 'large' : 'small'
  const spoken = `手机${phoneWord[phone]}，${serverWord[server]}，${count} 单${tone === 'danger' ? '，要看' : ''}`
  return { key, count, tone, opens: count > 0, spoken }
}
