/** How busy the shop is. The numbers multiply an ordinary day. */
export const LEVELS = { few: 0.4, usual: 1, many: 2, packed: 5 } as const
export type CrowdLevel = keyof typeof LEVELS

/** Orders a minute of an ordinary day, by minute of the local day; straight lines between. About 1,250 a day. */
const DAY: [minute: number, orders: number][] = [
  [600, 0.2],
  [660, 0.8],
  [690, 3.6],
  [720, 5.6],
  [750, 5.2],
  [780, 2.6],
  [825, 0.9],
  [870, 0.4],
  [1020, 0.6],
  [1050, 2.4],
  [1110, 3.8],
  [1170, 2.2],
  [1230, 1],
  [1290, 0.5],
  [1320, 0],
]

/** By weekday, 0 = Sunday. */
const WEEK = [1.08, 0.92, 0.95, 1, 0.98, 1.1, 1.16]

/** Of all who open the shop, so many order. */
export const ORDERING_SHARE = 0.42

const SHANGHAI_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** @returns customers who open the shop in this minute, on average; 0 while it is closed */
export function arrivalsPerMinute(atMs: number, level: CrowdLevel): number {
  return (ordersPerMinute(atMs) * LEVELS[level]) / ORDERING_SHARE
}

/** Orders a minute on an ordinary day of that weekday. */
export function ordersPerMinute(atMs: number): number {
  const localMs = atMs + SHANGHAI_MS
  const minute = (localMs % DAY_MS) / 60_000
  const weekday = (Math.floor(localMs / DAY_MS) + 4) % 7
  const next = DAY.findIndex(([at]) => at > minute)
  if (next <= 0) return 0
  const [[fromMinute, fromOrders], [toMinute, toOrders]] = [
    DAY[next - 1] as [number, number],
    DAY[next] as [number, number],
  ]
  const along = (minute - fromMinute) / (toMinute - fromMinute)
  return (fromOrders + along * (toOrders - fromOrders)) * (WEEK[weekday] as number)
}
