import type { FixedIn } from '../../contract/pages/errors'

/** An issue's sample: the first batch that carried the fingerprint. */
export interface IssueDocument {
  /** store:fingerprint */
  _id: string
  store: string
  fingerprint: string
  firstAt: number
  lastAt: number
  /** the newest release it was seen in, and when last (core/errors/newestSighting); absent before there was any with an order */
  newest?: string
  /** when it was last seen in a release without order */
  unorderedAt?: number
  status: 'open' | 'solved' | 'ignored'
  /** what staff said of it, oldest first */
  marks?: IssueMark[]
  sample: {
    kind: string
    message: string
    stack: string
    page: string
    release: string
    crumbs: { at: number; kind: string; text: string }[]
  }
}

export interface IssueMark {
  at: number
  /** the name shown */
  by: string
  status: 'open' | 'solved' | 'ignored'
  /** solved by a release; absent: without one, or nobody said */
  fixed?: FixedIn
}
