import { encodeBase64 } from './base64'

/** A varint of 2^53 − 1 has eight bytes. */
export const LONGEST = 8

/**
 * 7 bits a byte, lowest first. Division because shifts end at 32 bits.
 * @param value integer 0 … 2^53 − 1; @param bytes with room for it; @returns where the next one goes
 */
export function putVarint(bytes: Uint8Array, at: number, value: number): number {
  let to = at
  let rest = value
  while (rest >= SHIFTED) {
    bytes[to++] = (rest % 128) | 128
    rest = Math.floor(rest / 128)
  }
  while (rest >= 128) {
    bytes[to++] = (rest & 127) | 128
    rest >>>= 7
  }
  bytes[to++] = rest
  return to
}

/** Growing byte buffer with variable-length integers. No atob: phones have none. */
export class ByteWriter {
  private bytes = new Uint8Array(256)
  /** how many there are */
  length = 0

  byte(value: number): void {
    this.room(1)
    this.bytes[this.length++] = value
  }

  /** @param value integer 0 … 2^53 − 1 */
  varint(value: number): void {
    this.room(LONGEST)
    this.length = putVarint(this.bytes, this.length, value)
  }

  /** For who writes many numbers: the bytes with room for so many more, from `length` on, which is then the writer's to set. */
  room(more: number): Uint8Array {
    while (this.length + more > this.bytes.length) this.grow()
    return this.bytes
  }

  /** All of it in base64; the writer begins anew. */
  takeText(): string {
    const text = encodeBase64(this.bytes, this.length)
    this.length = 0
    return text
  }

  private grow(): void {
    const grown = new Uint8Array(this.bytes.length * 2)
    grown.set(this.bytes)
    this.bytes = grown
  }
}

/** Below it shifts may be used. */
const SHIFTED = 2 ** 31

/** Reads what ByteWriter wrote. Past the end, or on a number over 2^53, `failed` is set and 0 is read. */
export class ByteReader {
  failed = false
  private position = 0

  constructor(private readonly bytes: Uint8Array) {}

  get done(): boolean {
    return this.position >= this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.position++]
    if (value === undefined) this.failed = true
    return value ?? 0
  }

  varint(): number {
    // what nearly all numbers are
    const first = this.bytes[this.position]
    if (first !== undefined && first < 128) {
      this.position += 1
      return first
    }
    return this.longVarint()
  }

  private longVarint(): number {
    let value = 0
    let scale = 1
    for (let index = 0; index < 8; index++) {
      const next = this.byte()
      value += (next & 127) * scale
      if (next < 128) return this.checked(value)
      scale *= 128
    }
    this.failed = true
    return 0
  }

  private checked(value: number): number {
    if (Number.isSafeInteger(value)) return value
    this.failed = true
    return 0
  }
}
