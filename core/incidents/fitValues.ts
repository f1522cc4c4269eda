/**
 * Values that WeChat accepts, by the kind of a template's keyword (thing1 → thing). Limits: PLATFORM §5.
 * Lengths count UTF-16 units, the strictest reading of "characters". Empty values and line breaks are refused by WeChat
 * (47003), so there is always something.
 */
interface Kind {
  length: number
  /** what the kind does not allow */
  forbidden: RegExp
  /** what stands for a value with nothing left */
  blank: string
}

const ANY = /(?!)/g
const thing: Kind = { length: 20, forbidden: ANY, blank: '无' }
const kinds: Record<string, Kind> = {
  thing,
  phrase: { length: 5, forbidden: /\P{Script=Han}/gu, blank: '无' },
  character_string: { length: 32, forbidden: /[^\x21-\x7e ]/g, blank: '-' },
  number: { length: 32, forbidden: /[^\d.]/g, blank: '0' },
  letter: { length: 32, forbidden: /[^A-Za-z]/g, blank: 'N' },
  symbol: { length: 5, forbidden: /[\p{L}\p{N}\s]/gu, blank: '-' },
  name: { length: 10, forbidden: /[^\p{Script=Han}·]/gu, blank: '无' },
  amount: { length: 11, forbidden: /[^\d.¥￥]/g, blank: '0' },
  phone_number: { length: 17, forbidden: /[^\d+\-() ]/g, blank: '0' },
  time: { length: 20, forbidden: ANY, blank: '-' },
  date: { length: 20, forbidden: ANY, blank: '-' },
}

const kindOf = (keyword: string): Kind => kinds[keyword.replace(/\d+$/, '')] ?? thing

/** @param keyword the account's keyword, e.g. thing2 */
export const fitValue = (keyword: string, value: string): string => {
  const kind = kindOf(keyword)
  const line = value
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(kind.forbidden, '')
    .trim()
  return cut(line, kind, keyword.startsWith('thing')) || kind.blank
}

/** @param values keyword → text */
export const fitValues = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([keyword, value]) => [keyword, fitValue(keyword, value)]))

/** Never through the middle of a character; a cut text of free form ends in an ellipsis. */
const cut = (text: string, kind: Kind, ellipsis: boolean): string => {
  if (text.length <= kind.length) return text
  const room = ellipsis ? kind.length - 1 : kind.length
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > room) break
    kept += character
  }
  return ellipsis ? `${kept.trimEnd()}…` : kept.trimEnd()
}
