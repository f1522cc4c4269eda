/**
 * What looks like a person, a key or a query is taken out; numbers that tell one order from another too, but not the
 * positions in a stack: they lead to the line. Bounded repetitions: a hostile text must not cost more than its length.
 */
const rules: [RegExp, string | ((word: string) => string)][] = [
  [/\?[^\s"'`)]*/g, '?'],
  [/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}/g, '<mail>'],
  [/\b1[3-9]\d{9}\b/g, '<phone>'],
  [/[\w-]{16,}/g, (word) => (/\d/.test(word) ? '<id>' : word)],
  [/(^|[^:\d])\d{6,}/g, '$1<number>'],
]

/** @returns at most `length` characters without what could name a person; the rest of cleaning is the cloud's (contract/printable.ts) */
export function scrub(text: unknown, length: number): string {
  let clean = String(text).slice(0, length * 4)
  for (const [pattern, mark] of rules) clean = clean.replace(pattern, mark as string)
  return clean.slice(0, length)
}
