/** Base64 VLQ as source maps use it: https://tc39.es/ecma426/#sec-base64-vlq */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** @param value integer; five bits a digit, lowest first, the sign in the lowest bit */
export function vlq(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2
  let text = ''
  do {
    const more = rest >= 32
    text += DIGITS[(rest % 32) + (more ? 32 : 0)]
    rest = Math.floor(rest / 32)
  } while (rest > 0)
  return text
}

/** The numbers of one segment; what is no digit ends it. */
export function numbersOf(segment: string): number[] {
  const numbers: number[] = []
  let sum = 0
  let scale = 1
  for (const character of segment) {
    const digit = values.get(character)
    if (digit === undefined) break
    sum += (digit % 32) * scale
    scale *= 32
    if (digit >= 32) continue
    numbers.push(sum % 2 === 1 ? -(sum - 1) / 2 : sum / 2)
    sum = 0
    scale = 1
  }
  return numbers
}
