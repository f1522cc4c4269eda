import type { RotaSlot } from '../../contract/rota'

/** The plan with a part of the week given to somebody, or to nobody: what lies beside it stays. */
export const withSlot = (
  slots: readonly RotaSlot[],
  { staff, ...span }: Omit<RotaSlot, 'staff'> & { staff: string | null },
): RotaSlot[] => {
  const others = slots.flatMap((slot) => (slot.weekday === span.weekday ? without(slot, span) : [slot]))
  return staff === null ? others : [...others, { ...span, staff }]
}

const without = (slot: RotaSlot, { from, to }: { from: number; to: number }): RotaSlot[] =>
  [
    { ...slot, to: Math.min(slot.to, from) },
    { ...slot, from: Math.max(slot.from, to) },
  ].filter((part) => part.to > part.from && !(part.from >= from && part.to <= to))
