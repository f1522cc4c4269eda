const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const NONE = 255
const codes = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0))
const values = new Uint8Array(128).fill(NONE)
for (let index = 0; index < ALPHABET.length; index++) values[ALPHABET.charCodeAt(index)] = index

/** So many characters are made at once: arguments of a call are limited. */
const CHUNK = 4096
const scratch = new Uint16Array(CHUNK)

/** Of Node's Buffer what is used: it does the same several times as fast. Phones have none. */
interface NativeBytes {
  toString(encoding: 'base64', from: number, to: number): string
}
const native = (globalThis as { Buffer?: { from(bytes: ArrayBufferLike, offset: number): NativeBytes } }).Buffer
/** A writer encodes its bytes again and again. */
let viewed: Uint8Array | undefined
let view: NativeBytes | undefined

/** Base64 without padding. @param length of the bytes that count */
export function encodeBase64(bytes: Uint8Array, length = bytes.length): string {
  if (native === undefined) return encodePlainly(bytes, length)
  if (view === undefined || viewed !== bytes) view = native.from(bytes.buffer, bytes.byteOffset)
  viewed = bytes
  const text = view.toString('base64', 0, length)
  return length % 3 === 0 ? text : text.slice(0, (length % 3) - 3)
}

/** @param length of the bytes that count */
export function encodePlainly(bytes: Uint8Array, length: number): string {
  let text = ''
  let filled = 0
  for (let start = 0; start < length; start += 3) {
    if (filled === CHUNK) {
      text += String.fromCharCode.apply(null, scratch as unknown as number[])
      filled = 0
    }
    const left = length - start
    const second = left > 1 ? (bytes[start + 1] as number) : 0
    const third = left > 2 ? (bytes[start + 2] as number) : 0
    const word = ((bytes[start] as number) << 16) | (second << 8) | third
    scratch[filled++] = codes[word >> 18] as number
    scratch[filled++] = codes[(word >> 12) & 63] as number
    if (left > 1) scratch[filled++] = codes[(word >> 6) & 63] as number
    if (left > 2) scratch[filled++] = codes[word & 63] as number
  }
  return text + String.fromCharCode.apply(null, scratch.subarray(0, filled) as unknown as number[])
}

/** @returns null when the text is not unpadded base64 */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const value = code < 128 ? (values[code] as number) : NONE
    if (value === NONE) return null
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[length++] = (word >> bits) & 0xff
    }
  }
  return bytes
}
