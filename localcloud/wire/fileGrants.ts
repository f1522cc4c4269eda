import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signed permissions for one stored file: to write it once asked for, or to read it until a moment. */
export class FileGrants {
  constructor(
    private readonly secretKey: string,
    private readonly now: () => number,
  ) {}

  toWrite(fileId: string): string {
    return this.sign(`write ${fileId}`)
  }

  mayWrite(fileId: string, signature: string): boolean {
    return same(signature, this.toWrite(fileId))
  }

  /** The query of a temporary address that is good for so many seconds of virtual time. */
  toRead(fileId: string, maxAgeS: number): string {
    const until = String(Math.floor(this.now() / 1000) + maxAgeS)
    return `sign=${this.sign(`read ${until} ${fileId}`)}&t=${until}`
  }

  mayRead(fileId: string, query: URLSearchParams): boolean {
    const until = query.get('t') ?? ''
    return Number(until) * 1000 >= this.now() && same(query.get('sign') ?? '', this.sign(`read ${until} ${fileId}`))
  }

  private sign(text: string): string {
    return createHmac('sha256', this.secretKey).update(text).digest('hex')
  }
}

const same = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
