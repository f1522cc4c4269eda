import { seconds } from '../format/seconds'

interface Point {
  name: string
  amount: string
  /** 0…1 of the line */
  at: number
  /** where its words stand: moved aside where two would meet */
  labelAt: number
}

/** What the component quantiles draws. */
export interface Quantiles {
  now: string
  /** the earlier day's name; empty without one */
  earlier: string
  points: Point[]
  before: Point[]
  spoken: string
}

/** Duration in ms that this share of all operations kept below. */
export interface QuantilePoint {
  share: number
  ms: number
}

/** Labels nearer than this share of the line would lie on each other. */
const roomShare = 0.16

/**
 * @param now today's, ascending by share
 * @param before those of an earlier day; empty without one
 * @param label of that day, e.g. 上周三
 */
export function quantilesOf(now: QuantilePoint[], before: QuantilePoint[], label: string): Quantiles {
  const all = [...now, ...before].map(({ ms }) => ms)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  // a square root gives the fast half more room than a straight scale, and still shows how far the slowest are away
  const place = (ms: number): number =>
    most === least ? 0 : (Math.sqrt(ms) - Math.sqrt(least)) / (Math.sqrt(most) - Math.sqrt(least))
  const points = (list: QuantilePoint[]): Point[] =>
    spread(list.map(({ share, ms }) => ({ name: `${percentName(share)}`, amount: seconds(ms), at: place(ms) })))
  const words = now.map(({ share, ms }) => `${percentName(share)} 在 ${seconds(ms)} 秒内`).join('，')
  return {
    now: '今天',
    earlier: before.length === 0 ? '' : label,
    points: points(now),
    before: points(before),
    spoken: `快慢分布。今天 ${words}。`,
  }
}

const percentName = (share: number): string => `${Math.round(share * 1000) / 10}%`

function spread(points: Omit<Point, 'labelAt'>[]): Point[] {
  let free = -Infinity
  const placed = points.map((point) => {
    const labelAt = Math.max(point.at, free + roomShare)
    free = labelAt
    return { ...point, labelAt }
  })
  // what was pushed out at the right comes back, pushing the others left
  let limit = 1
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const point = placed[index] as Point
    point.labelAt = Math.min(point.labelAt, limit)
    limit = point.labelAt - roomShare
  }
  return placed
}
