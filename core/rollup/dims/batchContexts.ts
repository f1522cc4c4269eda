import { UNKNOWN } from '../../../contract/dimensions'
import type { BatchDocument } from '../../documents/batch'

/** A value of each dimension, in the order of DIMENSIONS: all of a batch is from one phone at one place. */
export const batchContexts = ({ batch, place }: BatchDocument): string[] => [
  batch.device.network || UNKNOWN,
  batch.device.class || UNKNOWN,
  batch.device.platform || UNKNOWN,
  batch.app.release || UNKNOWN,
  place?.region || UNKNOWN,
  place?.carrier || UNKNOWN,
  batch.area || UNKNOWN,
]

/** How busy a store's minute was: the power of two below its batches. */
export const loadOf = (batches: number): string => String(2 ** Math.floor(Math.log2(Math.max(1, batches))))
