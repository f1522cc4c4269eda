import { decodeSketch } from '../../contract/sketch/codec'
import type { Sketch } from '../../contract/sketch/sketch'

/** A sketch out of a rollup, '' for none. Rollups are written by us alone: a broken one is a bug and throws. */
export function storedSketch(text: string): Sketch | null {
  if (text === '') return null
  const decoded = decodeSketch(text)
  if (!decoded.ok) throw new Error(`rollup holds a sketch that cannot be read: ${decoded.error.message}`)
  return decoded.value
}
