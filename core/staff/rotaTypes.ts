import type { RotaOverride, RotaSlot } from '../../contract/admin'

/** Who is on call when, by the shop's clock. Whoever it does not name follows in the usual order. */
export interface Rota {
  slots: RotaSlot[]
  /** an exchange of shifts: goes before the week's plan */
  overrides: RotaOverride[]
}
