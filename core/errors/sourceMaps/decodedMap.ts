/** One decoded entry of a map; alone, the column begins something that comes from nowhere. */
export type Segment = readonly [number] | readonly [number, number, number, number] | readonly number[]

/** A map whose mappings are decoded, line by line. */
export interface DecodedMap {
  /** the built file, as a stack names it */
  file: string
  sources: readonly (string | null)[]
  names: readonly string[]
  lines: readonly (readonly Segment[])[]
}
