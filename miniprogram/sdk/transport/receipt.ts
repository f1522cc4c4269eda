import type { Answer } from '../../../contract/answer'
import type { CollectReceipt } from '../../../contract/steering'
import type { DropReason } from '../catalogue'

/** What an answer of `collect` means for the batch. */
export type Verdict =
  | { kind: 'accepted'; steering: Partial<CollectReceipt['steering']> | undefined }
  /** it will never be taken: sending it again is no use */
  | { kind: 'refused'; reason: DropReason }
  | { kind: 'later'; why: string }

const final: Record<string, DropReason> = { bad_request: 'malformed', too_large: 'too_large' }

/** @param answer what callFunction gave: `result` is ours to judge */
export function readReceipt(answer: unknown): Verdict {
  const result = (answer as { result?: Partial<Answer<CollectReceipt>> } | undefined)?.result
  if (result?.ok === true) return { kind: 'accepted', steering: result.value?.steering }
  const code = result?.ok === false ? String(result.error?.code) : 'no answer'
  const reason = final[code]
  return reason ? { kind: 'refused', reason } : { kind: 'later', why: code }
}
