/** Makes of a stored text one that has only some fields. */
export type Cut = (body: Buffer) => string

/** What is kept of an object: a field by its name in quotes, as it stands in the text. */
type Kept = readonly { name: Buffer; within: Kept | undefined }[]

// bytes of the text
const QUOTE = 0x22
const BACKSLASH = 0x5c
const DOLLAR = 0x24
const COMMA = 0x2c
const OPEN = 0x7b
const CLOSE = 0x7d

/** What a byte outside of texts means for whoever looks for the end of a list or an object. */
const DEEPER = 1
const HIGHER = 2
const TEXT = 3
const meaning = new Uint8Array(256)
for (const [sign, means] of Object.entries({ '{': DEEPER, '[': DEEPER, '}': HIGHER, ']': HIGHER, '"': TEXT }))
  meaning[sign.charCodeAt(0)] = means

/**
 * Cuts stored documents to the fields that somebody looks at, before they are read into values: reading all of a large
 * document is far more work than finding the end of what nobody wants. Where a path leads through anything but an object
 * (lists above all, whose items each may have the field), all of that is kept.
 * @param paths dotted; of a path and one that leads further the shorter one counts
 */
export function cutTo(paths: readonly string[]): Cut {
  const kept = keptOf(paths.map((path) => path.split('.')))
  return (body) => new Cutting(body).cut(kept)
}

function keptOf(paths: readonly string[][]): Kept {
  const rests = new Map<string, string[][]>()
  for (const [name = '', ...rest] of paths) rests.set(name, [...(rests.get(name) ?? []), rest])
  return [...rests].map(([name, further]) => ({
    name: Buffer.from(JSON.stringify(name)),
    within: further.some((rest) => rest.length === 0) ? undefined : keptOf(further),
  }))
}

/** One text being cut. It is JSON of ours: without blanks, and never broken. */
class Cutting {
  private readonly pieces: string[] = []
  /** all before is in the pieces or left out; from here to `at` all is kept */
  private from = 0
  private at = 0

  constructor(private readonly body: Buffer) {}

  cut(kept: Kept): string {
    this.object(kept, this.body.length - 1)
    this.keepUpTo(this.body.length)
    return this.pieces.join('')
  }

  /**
   * From the brace that opens an object to behind the one that closes it.
   * @param end where that one stands, if that is known: then nothing is looked at behind the last field that is kept
   */
  private object(kept: Kept, end?: number): void {
    const { body } = this
    let left = kept.length
    this.at += 1
    while (body[this.at] !== CLOSE) {
      const start = this.at
      if (left === 0 && end !== undefined) {
        this.leaveOut(start, end)
        break
      }
      const name = body[start] === COMMA ? start + 1 : start
      const value = endOfText(body, name) + 1
      const field = kept.find((one) => isAt(body, name, value - 1, one.name))
      if (field === undefined) {
        this.leaveOut(start, endOfValue(body, value))
        continue
      }
      // the comma before the first one that is kept stands behind one that is not
      if (left === kept.length) this.leaveOut(start, name)
      left -= 1
      this.at = value
      if (field.within !== undefined && isPlainObject(body, value)) this.object(field.within)
      else this.at = endOfValue(body, value)
    }
    this.at += 1
  }

  private leaveOut(from: number, to: number): void {
    if (from === to) return
    this.keepUpTo(from)
    this.from = to
    this.at = to
  }

  private keepUpTo(to: number): void {
    if (to > this.from) this.pieces.push(this.body.toString('utf8', this.from, to))
  }
}

/** An object of fields: not a date or another value that is wrapped in one. */
const isPlainObject = (body: Buffer, at: number): boolean =>
  body[at] === OPEN && !(body[at + 1] === QUOTE && body[at + 2] === DOLLAR)

function isAt(body: Buffer, from: number, to: number, name: Buffer): boolean {
  if (to - from !== name.length) return false
  for (let index = 1; index < name.length; index++) if (body[from + index] !== name[index]) return false
  return true
}

/** @param at of the quote that opens it; @returns where the next thing stands */
function endOfText(body: Buffer, at: number): number {
  let to = at + 1
  for (;;) {
    const byte = body[to++]
    if (byte === QUOTE) return to
    if (byte === BACKSLASH) to += 1
  }
}

/** @param at of its first byte; @returns where the comma or brace behind it stands */
function endOfValue(body: Buffer, at: number): number {
  const means = meaning[body[at] as number]
  if (means === TEXT) return endOfText(body, at)
  return means === DEEPER ? endOfNested(body, at) : endOfWord(body, at)
}

/** A number, true, false or null. */
function endOfWord(body: Buffer, at: number): number {
  let to = at
  while (body[to] !== COMMA && body[to] !== CLOSE) to += 1
  return to
}

function endOfNested(body: Buffer, at: number): number {
  let to = at + 1
  for (let depth = 1; depth > 0; ) {
    let means = meaning[body[to++] as number]
    while (means === 0) means = meaning[body[to++] as number]
    if (means === TEXT) to = endOfText(body, to - 1)
    else depth += means === DEEPER ? 1 : -1
  }
  return to
}
