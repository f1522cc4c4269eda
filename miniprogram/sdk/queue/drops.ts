export type DropTuple = [reason: number, howMany: number]

/** What was not sent, by reason (index into DROP_REASONS), until a batch carries the numbers to the cloud. */
export interface Drops {
  add(reason: number, howMany: number): void
  /** what undelivered batches carried: these drops are counted already */
  carry(reason: number, howMany: number): void
  /** what the next batch says; whoever closes that batch empties this */
  open: DropTuple[]
  /** since the start */
  totals: DropTuple[]
}

export function countDrops(): Drops {
  const drops: Drops = {
    open: [],
    totals: [],
    add(reason, howMany) {
      drops.carry(reason, howMany)
      plus(drops.totals, reason, howMany)
    },
    carry: (reason, howMany) => plus(drops.open, reason, howMany),
  }
  return drops
}

function plus(tuples: DropTuple[], reason: number, howMany: number): void {
  const known = tuples.find(([same]) => same === reason)
  if (known) known[1] += howMany
  else if (howMany > 0) tuples.push([reason, howMany])
}
