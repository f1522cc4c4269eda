import { DIMENSIONS } from '../../../contract/dimensions'
import { compareText } from '../seriesTable'
import { sortFew } from './sortFew'

/** The values of each dimension that a store and minute has met, each with a number: its place. */
export class Contexts {
  private readonly known = DIMENSIONS.map(() => new Map<string, number>())
  /** by place */
  readonly texts: string[] = []
  /** of the batch at hand, by dimension */
  readonly places = new Int32Array(DIMENSIONS.length)

  begin(): void {
    for (const values of this.known) values.clear()
    this.texts.length = 0
  }

  /** @param values of a batch, in the order of DIMENSIONS */
  beginBatch(values: readonly string[]): void {
    for (let dimension = 0; dimension < values.length; dimension++) {
      const value = values[dimension] as string
      const known = this.known[dimension] as Map<string, number>
      this.places[dimension] = known.get(value) ?? this.meet(known, value)
    }
  }

  /** Whether any dimension has more values. */
  isOver(limit: number): boolean {
    return this.known.some(({ size }) => size > limit)
  }

  /** Places of each dimension's values, in canonical order. */
  sorted(): number[][] {
    const { texts } = this
    return this.known.map((values) =>
      sortFew([...values.values()], (a, b) => compareText(texts[a] as string, texts[b] as string)),
    )
  }

  private meet(known: Map<string, number>, value: string): number {
    const place = this.texts.length
    known.set(value, place)
    this.texts.push(value)
    return place
  }
}
