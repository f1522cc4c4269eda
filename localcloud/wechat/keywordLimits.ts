/**
 * What WeChat takes as the value of a template keyword, by the letters of its name (`thing1` → thing).
 * Source: WeChat's page of subscribeMessage.send, as in PLATFORM §5.
 */
const LIMITS: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  character_string: (value) => /^[\x20-\x7e]{1,32}$/.test(value),
  number: (value) => /^-?\d{1,32}(\.\d+)?$/.test(value) && value.length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && !/[\p{L}\p{N}]/u.test(value),
  name: (value) => /^[\p{Script=Han}·]{1,10}$/u.test(value) || /^[A-Za-z .'-]{1,20}$/.test(value),
  amount: (value) => /^[^\d\s]?\d{1,10}(\.\d+)?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => length(value) <= 8,
  time: (value) => isTime(value) || isDateTime(value),
  date: (value) => isDateTime(value),
}

const length = (value: string): number => [...value].length

const TIME = '([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?'
const DATE = '\\d{4}(年\\d{1,2}月\\d{1,2}日|-\\d{1,2}-\\d{1,2}|/\\d{1,2}/\\d{1,2}|\\.\\d{1,2}\\.\\d{1,2})'
const MOMENT = `(${DATE}( ?${TIME})?|${TIME})`

/** 15:01, or a span of two. */
const isTime = (value: string): boolean => new RegExp(`^${TIME}( ?[~-] ?${TIME})?$`).test(value)
/** 2019年10月1日, 2019-10-01 15:01, or a span of two. */
const isDateTime = (value: string): boolean =>
  new RegExp(`^${MOMENT}( ?~ ?${MOMENT})?$`).test(value) && /\d{4}/.test(value)

/** The first keyword of a template whose value is missing or of the wrong form. */
export const wrongKeyword = (
  template: { keywords: Record<string, string> },
  values: Record<string, string>,
): string | undefined => Object.keys(template.keywords).find((key) => !fitsKeyword(key, values[key] ?? ''))

/** Letters of a keyword's name. */
const keywordType = (key: string): string => key.replace(/\d+$/, '')

export const isKnownKeyword = (key: string): boolean => keywordType(key) in LIMITS && /\d+$/.test(key)

/** Whether WeChat would take the value; control characters and emptiness it never does. */
export function fitsKeyword(key: string, value: string): boolean {
  const check = LIMITS[keywordType(key)]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return check !== undefined && value.trim() !== '' && !/[\u0000-\u001f\u007f]/.test(value) && check(value)
}
