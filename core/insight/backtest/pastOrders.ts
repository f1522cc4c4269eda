import type { OrderHourDocument } from '../../documents/orderHour'
import type { OrderTotals, Window } from '../../evidence'
import { earlierWindows, weeksWithHistory } from '../../orders/earlierWeeks'
import { MINUTE_MS, minuteOf } from '../../time/units'
import { Prefix } from './prefix'

/** A week is known if anybody ordered this near to a window. */
const NEAR_MINUTES = 120

/** Orders of the past, asked by windows. */
export class PastOrders {
  private readonly created: Prefix
  private readonly paid: Prefix
  private readonly fen: Prefix
  /** of the first order, epoch minute; infinite without any */
  readonly first: number

  constructor(
    documents: readonly OrderHourDocument[],
    from: number,
    private readonly to: number,
    private readonly zone: string,
  ) {
    const facts = documents.flatMap((document) => Object.values(document.facts))
    const [created, paid, fen] = [0, 1, 2].map(() => new Float64Array(to - from)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const add = (into: Float64Array, at: number | null, amount: number): void => {
      const index = at === null ? -1 : minuteOf(at) - from
      if (index >= 0 && index < into.length) into[index] = (into[index] as number) + amount
    }
    for (const fact of facts) {
      add(created, fact.createdAt, 1)
      add(paid, fact.paidAt, 1)
      if (fact.refundedAt === null) add(fen, fact.paidAt, fact.amountFen)
    }
    this.first = facts.reduce((least, { createdAt }) => Math.min(least, minuteOf(createdAt)), Number.POSITIVE_INFINITY)
    ;[this.created, this.paid, this.fen] = [new Prefix(from, created), new Prefix(from, paid), new Prefix(from, fen)]
  }

  totals({ from, to }: Window): OrderTotals | null {
    if (from < this.first || to > this.to) return null
    return {
      created: this.created.sum(from, to),
      paid: this.paid.sum(from, to),
      paidFen: this.fen.sum(from, to),
    }
  }

  history({ from, to }: Window): OrderTotals[] {
    const weeks = earlierWindows(from * MINUTE_MS, to * MINUTE_MS, this.zone).map(([start, end]) => {
      return { from: minuteOf(start), to: minuteOf(end) }
    })
    const known = weeksWithHistory(weeks, (week) => this.created.sum(week.from - NEAR_MINUTES, week.to) > 0)
    return known.flatMap((week) => this.totals(week) ?? [])
  }
}
