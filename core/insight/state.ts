import { decodeBase64, encodeBase64 } from '../../contract/sketch/base64'
import { FLOATS, OLDER, at as places, STATE_VERSION } from './score/layout'

/** Everything a detector remembers of a series. The numbers live in the form in which they are saved. */
export interface DetectorState {
  /** epoch ms of the last point, or -1 */
  lastAt: number
  /** usual time between two points, ms; 0 = not known yet */
  stepMs: number
  /** 32-bit on purpose: a state saved and loaded after every point goes on exactly as one that stayed in memory */
  floats: Float32Array
}

/** A state as a document of the database holds it. */
export interface StateDocument {
  version: number
  lastAt: number
  stepMs: number
  /** base64 of little-endian floats */
  floats: string
}

export const newState = (): DetectorState => ({ lastAt: -1, stepMs: 0, floats: new Float32Array(FLOATS) })

export function saveState({ lastAt, stepMs, floats }: DetectorState): StateDocument {
  const bytes = new Uint8Array(FLOATS * 4)
  const view = new DataView(bytes.buffer)
  for (let k = 0; k < FLOATS; k++) view.setFloat32(k * 4, floats[k] as number, true)
  return { version: STATE_VERSION, lastAt, stepMs, floats: encodeBase64(bytes) }
}

/**
 * An older one that can be told goes on with what it knows.
 * @returns undefined for a document of another version or length: the series then starts anew
 */
export function loadState(document: StateDocument): DetectorState | undefined {
  const { version, lastAt, stepMs } = document
  const length = version === STATE_VERSION ? FLOATS : version === OLDER.version ? OLDER.floats : 0
  const bytes = decodeBase64(document.floats)
  if (length === 0 || bytes?.length !== length * 4) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floats = new Float32Array(FLOATS)
  const moved = version === OLDER.version ? places.predictorErrors - OLDER.scalars : 0
  for (let k = 0; k < length; k++) {
    floats[k < OLDER.scalars ? k : k + moved] = view.getFloat32(k * 4, true)
  }
  return { lastAt, stepMs, floats }
}
