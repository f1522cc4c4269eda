import { isFailureCode, OUTCOMES, outcomeCode } from '../../contract/outcomes'
import { addEncoded } from '../../contract/sketch/codec'
import { Sketch } from '../../contract/sketch/sketch'
import type { Merged } from '../evidence'

const OK = outcomeCode('ok')

/** Part of what was measured, as it is stored: the sketch is still text. */
export interface Part {
  /** by outcome index */
  counts: readonly number[]
  /** encoded, '' for none */
  sketch?: string | undefined
  failedUsers?: readonly string[] | undefined
  users?: readonly string[] | undefined
}

/**
 * Sums of parts. Counts are added at once; sketches and people when somebody asks for them, which for most of what a page
 * reads nobody does.
 */
export class MergedParts implements Merged {
  readonly counts = new Array<number>(OUTCOMES.length).fill(0)
  private readonly sketches: string[] = []
  private readonly failedLists: (readonly string[])[] = []
  private readonly userLists: (readonly string[])[] = []
  private knownSketch: Sketch | null | undefined

  /** @param lender whose sketch is this one's too: several slots of an hour share the hour's, put together once */
  constructor(private readonly lender: MergedParts | null = null) {}

  add({ counts, sketch = '', failedUsers = [], users = [] }: Part): void {
    this.addCounts(counts)
    if (sketch !== '') this.sketches.push(sketch)
    if (failedUsers.length > 0) this.failedLists.push(failedUsers)
    if (users.length > 0) this.userLists.push(users)
    this.knownSketch = undefined
  }

  addCounts(counts: readonly number[]): void {
    for (let outcome = 0; outcome < counts.length; outcome++)
      this.counts[outcome] = (this.counts[outcome] ?? 0) + (counts[outcome] as number)
  }

  merge(other: MergedParts): void {
    this.addCounts(other.counts)
    this.sketches.push(...(other.lender ?? other).sketches)
    this.failedLists.push(...other.failedLists)
    this.userLists.push(...other.userLists)
    this.knownSketch = undefined
  }

  get ok(): number {
    return this.counts[OK] as number
  }

  get failed(): number {
    return this.counts.reduce((sum, events, outcome) => sum + (isFailureCode(outcome) ? events : 0), 0)
  }

  get total(): number {
    return this.counts.reduce((sum, events) => sum + events, 0)
  }

  get sketch(): Sketch | null {
    if (this.lender !== null) return this.lender.sketch
    if (this.knownSketch === undefined) this.knownSketch = sketchOfTexts(this.sketches)
    return this.knownSketch
  }

  get failedUsers(): ReadonlySet<string> {
    return new Set(this.failedLists.flat())
  }

  get users(): ReadonlySet<string> {
    return new Set(this.userLists.flat())
  }
}

/** @returns one of all of them; a broken one is a bug of ours and throws */
function sketchOfTexts(texts: readonly string[]): Sketch | null {
  if (texts.length === 0) return null
  const sketch = new Sketch()
  sketch.coarsen()
  for (const text of texts) {
    const why = addEncoded(text, sketch)
    if (why !== null) throw new Error(`rollup holds a sketch that cannot be read: ${why}`)
  }
  return sketch
}

export function mergedParts(parts: Iterable<MergedParts>): MergedParts {
  const all = new MergedParts()
  for (const one of parts) all.merge(one)
  return all
}
