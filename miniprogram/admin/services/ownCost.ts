import { keep, readKept } from './kept'

/** What these pages cost on this phone, of their last openings and refreshes; oldest first. */
export interface OwnCost {
  /** from opening a page to its first content, ms */
  firstMs: number[]
  /** what a refresh handed to setData, bytes of JSON */
  refreshBytes: number[]
}

const key = 'own'
const most = 60
let known: OwnCost | null = null

const last = (numbers: readonly number[]): number[] => numbers.slice(-most)

export const ownCost = (): OwnCost => {
  known ??= readKept<OwnCost>(key) ?? { firstMs: [], refreshBytes: [] }
  return known
}

/** @param ms from the page's opening to what it showed first */
export function noteFirst(ms: number): void {
  const { firstMs, refreshBytes } = ownCost()
  known = { firstMs: last([...firstMs, ms]), refreshBytes }
}

/** @param fields as they are handed to setData; none is a refresh that changed nothing */
export function noteRefresh(fields: object): void {
  const { firstMs, refreshBytes } = ownCost()
  const bytes = Object.keys(fields).length === 0 ? 0 : utf8Bytes(JSON.stringify(fields))
  known = { firstMs, refreshBytes: last([...refreshBytes, bytes]) }
}

/** A page that is left writes down what was noted meanwhile: not at every refresh. */
export const keepOwnCost = (): void => keep(key, ownCost())

/** Chinese is three bytes a letter. */
const utf8Bytes = (text: string): number => {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
