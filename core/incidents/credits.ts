import type { CreditDocument } from '../documents/credit'

/** A reservation older than this was left behind by a run that died before it could send. */
const RESERVATION_MINUTES = 60
const EVENTS_KEPT = 20
/** Enough for a forecast. */
const SPENT_KEPT = 40

export const creditId = (staff: string, templateId: string): string => `${staff}:${templateId}`

export const emptyCredit = (staff: string, openid: string, templateId: string): CreditDocument => ({
  _id: creditId(staff, templateId),
  openid,
  templateId,
  granted: 0,
  spent: 0,
  reserved: {},
  refusedAt: null,
  events: [],
  version: 0,
})

/** Messages that can still be sent, as far as we know: granted less spent less reserved. @param minute epoch minute */
export const creditsLeft = (credit: CreditDocument | null, minute: number): number =>
  credit === null ? 0 : credit.granted - credit.spent - Object.keys(live(credit.reserved, minute)).length

/**
 * Sets one message aside. Asking again under the same key is the same reservation.
 * @param keep messages that must stay: a warning leaves the last one for a critical message
 * @returns null where there are too few
 */
export const reserve = (
  credit: CreditDocument | null,
  key: string,
  minute: number,
  keep: number,
): CreditDocument | null => {
  if (credit === null) return null
  const reserved = live(credit.reserved, minute)
  if (reserved[key] === undefined && creditsLeft(credit, minute) <= keep) return null
  return { ...credit, reserved: { ...reserved, [key]: minute } }
}

/** The message went, or may have gone: what was set aside is spent. Without a reservation nothing changes. */
export const spend = (credit: CreditDocument, key: string): CreditDocument => {
  const minute = credit.reserved[key]
  if (minute === undefined) return credit
  const spentMinutes = [...(credit.spentMinutes ?? []), minute].slice(-SPENT_KEPT)
  return { ...release(credit, key), spent: credit.spent + 1, spentMinutes }
}

export const release = (credit: CreditDocument, key: string): CreditDocument => {
  if (credit.reserved[key] === undefined) return credit
  const { [key]: _, ...reserved } = credit.reserved
  return { ...credit, reserved }
}

/** WeChat says there is nothing left (43101), or the person switched the messages off. @param at epoch ms */
export const empty = (credit: CreditDocument, at: number): CreditDocument => ({
  ...credit,
  granted: 0,
  spent: 0,
  reserved: {},
  refusedAt: at,
})

/** Counts a push event once, however often WeChat repeats it. @returns null if it was counted before */
export const countEvent = (
  credit: CreditDocument,
  event: string,
  change: (credit: CreditDocument) => CreditDocument,
): CreditDocument | null =>
  credit.events.includes(event) ? null : { ...change(credit), events: [...credit.events, event].slice(-EVENTS_KEPT) }

const live = (reserved: Record<string, number>, minute: number): Record<string, number> =>
  Object.fromEntries(Object.entries(reserved).filter(([, since]) => minute - since < RESERVATION_MINUTES))
