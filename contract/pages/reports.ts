import type { IncidentReview } from './incidents'

/** A store's last days and its card for sharing. */
export interface Reports {
  /** the cloud's clock, epoch ms */
  now: number
  zone: string
  store: { name: string; branch: string }
  /** newest first; the first is yesterday */
  days: ReportDay[]
  /** of the last 7 and 30 whole days */
  cards: SlaCard[]
}

/** One local day of a shop. */
export interface ReportDay {
  /** YYYY-MM-DD */
  day: string
  /** epoch ms, its first moment */
  from: number
  /** whether phones told of it; the shop's orders are read further back */
  watched: boolean
  orders: number
  revenueFen: number
  /** the same weekday a week before; null where it is not known */
  before: { orders: number; revenueFen: number } | null
  incidents: {
    id: string
    title: string
    from: number
    to: number | null
    severity: 'warn' | 'crit'
    fen: number | null
    review: IncidentReview | null
  }[]
}

/** The figures of a card for sharing: how dependable ordering was. */
export interface SlaCard {
  /** fewer than asked for while the shop is not watched as long; 0 before its first whole day */
  days: number
  /** epoch ms, [from, to): whole local days */
  from: number
  to: number
  /** minutes the shop was open */
  openMinutes: number
  /** of them, minutes with a critical incident */
  brokenMinutes: number
  /** 0 … 1; null where the shop was never open */
  okShare: number | null
  incidents: number
  mttaMs: number | null
  mttrMs: number | null
  /** longest time in a row, open or not, without a critical incident */
  calmDays: number
  /** null where it was not counted */
  orders: number | null
  revenueFen: number | null
  /** what critical incidents cost, an estimate; null where none can be made */
  lostFen: number | null
}
