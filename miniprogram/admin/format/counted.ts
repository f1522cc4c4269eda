import { grouped } from './grouped'

/** '2.9', '257', '3,120', '93 万': counts that an owner need not read to the last digit. */
export function counted(count: number): string {
  if (count < 100) return String(Math.round(count * 10) / 10)
  if (count < 100_000) return grouped(Math.round(count))
  const wan = count / 10_000
  return `${wan < 100 ? Math.round(wan * 10) / 10 : Math.round(wan)} 万`
}
