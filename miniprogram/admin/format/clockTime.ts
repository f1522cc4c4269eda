import { localTime } from './localTime'

const two = (n: number): string => String(n).padStart(2, '0')

/** '12:02' on the shop's clock. */
export function clockTime(at: number, zone: string): string {
  const { hour, minute } = localTime(at, zone)
  return `${two(hour)}:${two(minute)}`
}

/** '12:02:17', for the record of an incident. */
export const clockSecond = (at: number, zone: string): string =>
  `${clockTime(at, zone)}:${two(localTime(at, zone).second)}`

/** '12:10–12:26' */
export const clockRange = (from: number, to: number, zone: string): string =>
  `${clockTime(from, zone)}–${clockTime(to, zone)}`
