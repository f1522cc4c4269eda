import type { Place } from '../documents/batch'

/** What an offline table of addresses tells; empty where it does not know. */
export interface AddressEntry {
  country: string
  province: string
  isp: string
}

const ABROAD = '境外'
const HOME = '中国'

/** Closed: whatever else an address belongs to is 其他. The table writes them in many ways. */
const CARRIERS: readonly [carrier: string, words: RegExp][] = [
  ['移动', /移动|铁通/],
  ['联通', /联通|网通/],
  ['电信', /电信/],
  ['广电', /广电|有线/],
  ['教育网', /教育网|教育科研/],
]
const OTHER_CARRIER = '其他'

/** Province and carrier in their short names: few values, and nobody is found by them. */
export function placeOf(entry: AddressEntry | null): Place {
  if (entry === null) return { region: '', carrier: '' }
  const abroad = entry.country !== '' && entry.country !== HOME
  const region = abroad ? ABROAD : entry.province.replace(/(?:维吾尔|壮族|回族)?自治区$|特别行政区$|[省市]$/, '')
  if (region === '') return { region, carrier: '' }
  const carrier = CARRIERS.find(([, words]) => words.test(entry.isp))?.[0] ?? OTHER_CARRIER
  return { region, carrier: abroad ? OTHER_CARRIER : carrier }
}
