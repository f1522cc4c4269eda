/** What the cloud has acknowledged, and what it has only been asked for: the latter may be there or not. */
export class Ledger {
  /** Calls that were acknowledged. */
  acked = 0
  /** Of each life of the cloud, the documents that must be there. */
  private readonly present = new Map<number, Set<string>>()
  private readonly gone = new Map<number, Set<string>>()
  /** Documents that were written together. */
  readonly pairs: [string, string][] = []
  /** Of each counter, the least and the most that it may show. */
  readonly counters = new Map<string, { acked: number; asked: number }>()

  wrote(life: number, ...ids: string[]): void {
    this.acked++
    for (const id of ids) setOf(this.present, life).add(id)
  }

  removed(life: number, id: string): void {
    this.acked++
    setOf(this.gone, life).add(id)
  }

  /** A removal whose answer may never come leaves its document in doubt. */
  inDoubt(life: number, id: string): void {
    setOf(this.present, life).delete(id)
  }

  counter(name: string): { acked: number; asked: number } {
    const found = this.counters.get(name) ?? { acked: 0, asked: 0 }
    this.counters.set(name, found)
    return found
  }

  counted(name: string): void {
    this.acked++
    this.counter(name).acked++
  }

  /** How many acknowledged writes of a life are not as they were acknowledged. */
  lostOf(life: number, found: ReadonlySet<string>): number {
    const missing = [...setOf(this.present, life)].filter((id) => !found.has(id))
    const risen = [...setOf(this.gone, life)].filter((id) => found.has(id))
    return missing.length + risen.length
  }

  lives(): number[] {
    return [...new Set([...this.present.keys(), ...this.gone.keys()])]
  }
}

function setOf(sets: Map<number, Set<string>>, life: number): Set<string> {
  const found = sets.get(life) ?? new Set()
  sets.set(life, found)
  return found
}
