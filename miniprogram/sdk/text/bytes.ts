/** Bytes of this value's JSON in UTF-8, or a little more: each half of a surrogate pair counts as three. */
export function jsonBytes(value: unknown): number {
  const text = JSON.stringify(value)
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) bytes += code > 2047 ? 2 : 1
  }
  return bytes
}
