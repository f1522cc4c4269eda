export interface HeatCell {
  /** which column it stands in, e.g. its hour */
  column: number
  /** 0…5 */
  level: number
  /** shown inside; empty for most */
  text: string
  /** the present hour */
  now: boolean
}

export interface HeatRow {
  name: string
  now: boolean
  cells: HeatCell[]
}

/** Which of the six shades an amount has, of the largest there is. */
export const heatLevel = (amount: number, largest: number): number =>
  amount <= 0 || largest <= 0 ? 0 : Math.min(5, Math.max(1, Math.ceil((amount / largest) * 5)))
