import type { WireRequest } from './request'

/** What one database call cost, for the meter. A refused call is a call too. */
export type CallCost = {
  action: string
  /** Empty for calls that name no collection. */
  collection: string
  documentsRead: number
  documentsWritten: number
  bytesIn: number
  bytesOut: number
  /** Measured time, not virtual. */
  ms: number
}

/** The bytes of the documents, queries and stages that a request carries. */
export function bytesIn(request: WireRequest): number {
  return bytesOfTexts([request.query, request.data, request.stages, request.order, request.projection])
}

/** The bytes of the documents in an answer. */
export function bytesOut(reply: Record<string, unknown>): number {
  const { list, doc } = (reply.data ?? {}) as Record<string, unknown>
  return bytesOfTexts([list, doc])
}

function bytesOfTexts(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + bytesOfTexts(item), 0)
  if (typeof value === 'object' && value !== null) return bytesOfTexts(Object.values(value))
  return 0
}
