/** A busy machine is slow, not wrong: what is waited for may take this long. Less than a test's own time. Real ms. */
export const PATIENCE_MS = 25_000
const AGAIN_MS = 50

/** Reads until it is as it should be, or patience ends. @returns what was read last, for the test to judge */
export async function until<T>(read: () => Promise<T>, isRight: (seen: T) => boolean): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const seen = await read()
    if (isRight(seen) || performance.now() > deadline) return seen
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

/** Waits until a text has these words. @throws Error that quotes the text */
export async function untilSaid(read: () => Promise<string>, words: string | RegExp): Promise<void> {
  const has = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text))
  const text = await until(read, has)
  if (!has(text)) throw new Error(`the page never said ${words}; it says: ${text}`)
}

/** Reads until a claim holds of it. @param claim of expect()s; its complaint about what was read last is thrown */
export async function untilHolds<T>(read: () => Promise<T>, claim: (seen: T) => void): Promise<void> {
  const holds = (seen: T) => {
    try {
      claim(seen)
      return true
    } catch {
      return false
    }
  }
  claim(await until(read, holds))
}
