/** Who is on call when, by the shop's clock. Whoever it does not name follows in the usual order. */
export interface Rota {
  slots: RotaSlot[]
  /** an exchange of shifts: goes before the week's plan */
  overrides: RotaOverride[]
}

/** [from, to) in minutes of the local day on which it begins; `to` may pass 1440 (over midnight). */
export interface RotaSlot {
  /** 0 = Sunday */
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

/** Minutes of the local day, [from, to); from > to passes midnight. */
export interface ClockSpan {
  from: number
  to: number
}
