import type { StoreDocument } from '../documents/store'
import { addDays, dayStart } from '../time/localTime'
import { hourOf } from '../time/units'

/** Epoch hours of a shop's local day, and the hour before: orders paid after midnight may have begun in it. */
export const dayHours = (day: string, { zone }: Pick<StoreDocument, 'zone'>): number[] => {
  const [from, to] = [hourOf(dayStart(day, zone)) - 1, hourOf(dayStart(addDays(day, 1), zone))]
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
