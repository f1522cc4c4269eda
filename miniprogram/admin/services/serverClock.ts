/** The cloud's clock, as far as this phone knows it: every age on the pages is counted on it, not on the phone's own. */
let aheadMs = 0

/**
 * @param serverNow what the cloud's clock showed when it answered, epoch ms
 * @param sentAt this phone's clock before the call
 * @param receivedAt this phone's clock after it; the answer is taken to be made half-way
 */
export function learnServerTime(serverNow: number, sentAt: number, receivedAt: number): void {
  aheadMs = serverNow - (sentAt + receivedAt) / 2
}

/** Epoch ms on the cloud's clock. Before the first answer: the phone's own. */
export const serverNow = (): number => Math.round(Date.now() + aheadMs)
