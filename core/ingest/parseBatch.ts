import { type Answer, ok, refuse } from '../../contract/answer'
import type { BatchV1 } from '../../contract/batch'
import { withCrumbs } from '../../contract/crumbs'
import { LIMITS } from '../../contract/limits'
import { batchSchema, collectEventSchema } from '../../contract/schemas/batch'
import { jsonBytes } from './jsonBytes'

/** Parses what a phone sent, once. A batch that is not as documented is refused whole, by the name of its field. */
export function parseBatch(event: unknown): Answer<BatchV1> {
  const envelope = collectEventSchema.safeParse(event)
  if (!envelope.success || envelope.data.batch === undefined)
    return refuse('bad_request', 'collect takes {batch}: call the SDK, not this function', 'batch')
  if (jsonBytes(envelope.data.batch) > LIMITS.batchBytes)
    return refuse('too_large', `a batch may have ${LIMITS.batchBytes} bytes of JSON: send less at once`, 'batch')
  const parsed = batchSchema.safeParse(envelope.data.batch)
  if (parsed.success) return ok(withCrumbs(parsed.data))
  const issue = parsed.error.issues[0]
  const field = ['batch', ...(issue?.path ?? [])].join('.')
  return refuse('bad_request', `${field}: ${issue?.message ?? 'invalid'}; see contract/schemas/batch.ts`, field)
}
