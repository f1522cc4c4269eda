/** Public addresses of a few Chinese carriers: mostly of one province, as the customers of one shop are. */
const ADDRESSES = [
  '117.136.31.1',
  '120.230.1.2',
  '117.136.31.7',
  '113.66.220.1',
  '14.23.5.6',
  '112.96.33.4',
  '120.85.1.1',
  '210.38.1.1',
  '223.104.3.2',
  '8.8.8.8',
]

/** From where somebody calls: always the same, so that a person does not travel. */
export function addressOf(openid: string): string {
  let mixed = 7
  for (let index = 0; index < openid.length; index++) mixed = (mixed * 31 + openid.charCodeAt(index)) >>> 0
  return ADDRESSES[mixed % ADDRESSES.length] as string
}
