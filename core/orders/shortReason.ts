/** A reason or a way to pay is a word or two. What is longer was written by somebody, and stays in the shop's own document. */
const LONGEST = 16

export const shortReason = (reason: string): string => (reason.length > LONGEST ? '其他' : reason)
