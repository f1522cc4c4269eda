/** The shop's phones are in China, wherever the browser is. China has kept UTC+8 without summer time since 1992. */
const OFFSET_MINUTES = 8 * 60
const OFFSET_MS = OFFSET_MINUTES * 60_000

const PARTS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const

type Parts = Record<string, (...values: number[]) => number>
type Moved = Parts & Pick<Date, 'getTime'>

/**
 * Makes the local time of a Date class that of China: getters, setters and texts.
 * @param RealDate the class; its prototype is changed
 */
export function putInChina(RealDate: DateConstructor): void {
  const own = RealDate.prototype as unknown as Parts & Date
  const shifted = (date: Date) => new RealDate(date.getTime() + OFFSET_MS) as unknown as Moved
  for (const part of PARTS) {
    own[`get${part}`] = function (this: Date) {
      return shifted(this)[`getUTC${part}`]!()
    }
    if (part === 'Day') continue
    own[`set${part}`] = function (this: Date, ...values: number[]) {
      const moved = shifted(this)
      moved[`setUTC${part}`]!(...values)
      return this.setTime(moved.getTime() - OFFSET_MS)
    }
  }
  own.getTimezoneOffset = () => -OFFSET_MINUTES
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const) {
    const original = own[name] as (locale?: string, options?: Intl.DateTimeFormatOptions) => string
    own[name] = function (this: Date, locale?: Intl.LocalesArgument, options?: Intl.DateTimeFormatOptions) {
      return original.call(this, locale as string, { timeZone: 'Asia/Shanghai', ...options })
    }
  }
}

/** `new Date(2026, 10, 25, 12, 0)` as a clock in China means it. */
export const chinaEpoch = (parts: number[]): number => Date.UTC(...(parts as [number, number])) - OFFSET_MS
