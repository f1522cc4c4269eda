import type { SettingsDocument } from '../documents/settings'

/** What is promised of a shop's operations. */
export interface Objective {
  /** share of attempts that go well, 0 … 1 */
  availability: number
  days: number
}

const USUAL: Objective = { availability: 0.995, days: 30 }

export const objectiveOf = ({ objective }: SettingsDocument): Objective => objective ?? USUAL
