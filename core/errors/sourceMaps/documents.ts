/** A place in a built file: line and column from 0 on, as maps count them. */
export type BuiltPlace = [line: number, column: number]

/** `_id`: index:RELEASE. Which built files of a release have a map, and where each part of it begins. */
export interface SourceMapIndexDocument {
  _id: string
  release: string
  files: { file: string; from: BuiltPlace[] }[]
  /** each part leads through every layer of maps: one is looked at, not one a layer; absent in deployments before */
  through?: true
}

/** `_id`: RELEASE/FILE#N. A piece of a map, small enough to be one document. */
export interface SourceMapPartDocument {
  _id: string
  release: string
  /** line of the built file at which `mappings` begins */
  line: number
  sources: string[]
  names: string[]
  /** as in a source map, with all its counters at zero at the beginning */
  mappings: string
}

export const indexId = (release: string): string => `index:${release}`
export const partId = (release: string, file: string, part: number): string => `${release}/${file}#${part}`
