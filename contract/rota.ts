/** Minutes of the shop's local day, [from, to); from > to passes midnight. */
export interface ClockSpan {
  from: number
  to: number
}

/** [from, to) in minutes of the local day on which it begins; `to` may pass 1440. 0 = Sunday. */
export interface RotaSlot {
  weekday: number
  from: number
  to: number
  staff: string
}

/** [from, to) in epoch ms. */
export interface RotaOverride {
  from: number
  to: number
  staff: string
}

/** A stretch of duty on one day, [from, to) in epoch ms. */
export interface Shift {
  from: number
  to: number
}
