export type DropTuple = [reason: number, howMany: number]

/** What was not sent, by reason (index into DROP_REASONS), until a batch carries the numbers to the cloud. */
export interface Drops {
  add(reason: number, howMany: number): void
  /** what undelivered batches carried: these drops are counted already */
  carry(dropped: DropTuple[]): void
  /** what the next batch says; `taken`: and it is closed now */
  tuples(taken?: boolean): DropTuple[]
  /** since the start, by reason */
  totals: number[]
}

export function countDrops(): Drops {
  let open: number[] = []
  const totals: number[] = []
  const plus = (list: number[], reason: number, howMany: number) => {
    if (howMany > 0) list[reason] = (list[reason] || 0) + howMany
  }
  return {
    add(reason, howMany) {
      plus(open, reason, howMany)
      plus(totals, reason, howMany)
    },
    carry: (dropped) => {
      for (const [reason, howMany] of dropped) plus(open, reason, howMany)
    },
    tuples(taken) {
      const said = open
      if (taken) open = []
      return Object.keys(said).map((reason) => [+reason, said[+reason] as number])
    },
    totals,
  }
}
