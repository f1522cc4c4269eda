/** Bytes of this text in UTF-8, or a little more: each half of a surrogate pair counts as three. */
export function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) bytes += code > 0x7ff ? 2 : 1
  }
  return bytes
}
