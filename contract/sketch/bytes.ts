/** Growing byte buffer with variable-length integers. No Buffer, no atob: phones have neither. */
export class ByteWriter {
  private bytes: number[] = []

  byte(value: number): void {
    this.bytes.push(value & 0xff)
  }

  /** @param value integer 0 … 2^53 − 1; 7 bits a byte, lowest first. Division because shifts end at 32 bits. */
  varint(value: number): void {
    let rest = value
    while (rest >= 128) {
      this.bytes.push((rest % 128) | 128)
      rest = Math.floor(rest / 128)
    }
    this.bytes.push(rest)
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.bytes)
  }
}

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
