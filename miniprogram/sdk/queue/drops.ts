export type DropTuple = [reason: number, howMany: number]

/** What was not sent, by reason (index into DROP_REASONS), until a batch carries the numbers to the cloud. */
export interface Drops {
  add(reason: number, howMany: number): void
  /** what undelivered batches carried: these drops are counted already */
  carry(dropped: DropTuple[]): void
  /** takes out what the next batch says */
  take(): DropTuple[]
  /** what the next batch would say */
  tuples(): DropTuple[]
  /** since the start, by reason */
  totals: number[]
}

export function countDrops(): Drops {
  let open: number[] = []
  const totals: number[] = []
  const plus = (list: number[], reason: number, howMany: number) => {
    if (howMany > 0) list[reason] = (list[reason] || 0) + howMany
  }
  const tuples = () => {
    const list: DropTuple[] = []
    open.forEach((howMany, reason) => {
      list.push([reason, howMany])
    })
    return list
  }
  return {
    add(reason, howMany) {
      plus(open, reason, howMany)
      plus(totals, reason, howMany)
    },
    carry: (dropped) => {
      for (const [reason, howMany] of dropped) plus(open, reason, howMany)
    },
    take() {
      const taken = tuples()
      open = []
      return taken
    },
    tuples,
    totals,
  }
}
