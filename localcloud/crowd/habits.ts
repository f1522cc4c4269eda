import type { Random } from './random'

/**
 * What phones and people do, as distributions: the crowd lives by them, and the history is made of them. Times in ms.
 */
export const HABITS = {
  /** Median and spread of what WeChat measures. */
  launch: { median: 1150, spread: 0.35 },
  render: { median: 240, spread: 0.4 },
  route: { median: 110, spread: 0.4 },
  /** What the mobile network adds to each call. */
  network: { median: 95, spread: 0.5 },
  /** Share of customers who close WeChat's payment sheet. */
  cancels: 0.03,
  /** Share who try a failed payment once more. */
  paysAgain: 0.6,
  /** Share who try again when the menu does not come. */
  asksAgain: 0.5,
  /** Share of visits that meet a fault of the shop's own code. */
  meetsFault: 0.004,
  /** Share of phones that were here before. */
  regulars: 700,
} as const

/** Kinds of phones, by how common they are. */
const PHONES = [
  { platform: 'ios', modelLevel: 1, class: 'high', share: 0.3 },
  { platform: 'android', modelLevel: 1, class: 'high', share: 0.22 },
  { platform: 'android', modelLevel: 2, class: 'mid', share: 0.33 },
  { platform: 'android', modelLevel: 3, class: 'low', share: 0.12 },
  { platform: 'ohos', modelLevel: 1, class: 'high', share: 0.03 },
] as const

/** Where customers of this shop want their food, in the shop's own words. */
const AREAS = ['翠苑', '翠苑', '文三路', '文三路', '文三路', '古荡', '黄龙'] as const

const NETWORKS = ['wifi', 'wifi', 'wifi', '5g', '5g', '5g', '4g', '4g', '3g'] as const

export interface PhoneKind {
  platform: string
  /** WeChat's modelLevel: 1 high, 2 middle, 3 low */
  modelLevel: number
  /** what the SDK makes of it */
  class: 'high' | 'mid' | 'low'
  network: string
  /** the shop's word for where its owner has food delivered */
  area: string
  /** how much slower than a good phone on a good network */
  slowness: number
}

/** The phone of a customer and where he eats are always the same; its network is not. */
export function drawPhone(owner: Random, visit: Random): PhoneKind {
  let left = owner.next()
  const kind =
    PHONES.find(({ share }) => {
      left -= share
      return left < 0
    }) ?? PHONES[0]
  const network = visit.pick(NETWORKS)
  const slowness = (1 + (kind.modelLevel - 1) * 0.35) * (network === '3g' ? 2.4 : network === '4g' ? 1.15 : 1)
  const area = owner.pick(AREAS)
  const { platform, modelLevel } = kind
  return { platform, modelLevel, class: kind.class, network, area, slowness }
}

export interface DrawnDish {
  dish: string
  count: number
}

/** A cart: a bowl, often something beside it. */
export function drawCart(random: Random, dishes: readonly { _id: string; soldOut?: boolean }[]): DrawnDish[] {
  const there = dishes.filter(({ soldOut }) => soldOut !== true)
  if (there.length === 0) return []
  const lines = random.chance(0.3) ? 1 : random.chance(0.7) ? 2 : 3
  const cart = new Map<string, number>()
  for (let line = 0; line < lines; line++) {
    // earlier dishes of the menu are the better known
    const index = Math.floor(there.length * random.next() ** 1.6)
    cart.set((there[index] as { _id: string })._id, random.chance(0.12) ? 2 : 1)
  }
  return [...cart].map(([dish, count]) => ({ dish, count }))
}
