import { IntegrateError } from '../integrateError'

/** Text that is put in at one place of a text; all else stays byte for byte, so that taking it out restores the text. */
export interface Insertion {
  offset: number
  text: string
}

export const insert = (text: string, { offset, text: more }: Insertion): string =>
  text.slice(0, offset) + more + text.slice(offset)

/**
 * Takes fragments out that were put in before.
 * @returns null when one of them is not there exactly once
 */
export function takeOut(text: string, fragments: readonly string[]): string | null {
  let rest = text
  for (const fragment of fragments) {
    const at = rest.indexOf(fragment)
    if (at < 0 || rest.indexOf(fragment, at + 1) >= 0) return null
    rest = rest.slice(0, at) + rest.slice(at + fragment.length)
  }
  return rest
}

/** Line ends of a text: the one it has, else \n. */
export const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** @throws IntegrateError for a file whose bytes are not UTF-8: it could not be written back as it was */
export function textOf(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) throw new IntegrateError(`${path} is not UTF-8: save it as UTF-8 first`)
  return text
}
