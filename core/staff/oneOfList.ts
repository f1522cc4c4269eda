/** A request names one element of a list, and these say what becomes of the list as it is now. */
interface Named {
  id: string
}

/** In the place of the one of its id, or last. */
export const withOne = <T extends Named>(list: readonly T[], one: T): T[] =>
  list.some(({ id }) => id === one.id) ? list.map((known) => (known.id === one.id ? one : known)) : [...list, one]

export const withoutOne = <T extends Named>(list: readonly T[], id: string): T[] => list.filter((one) => one.id !== id)

export const withFirst = <T extends Named>(list: readonly T[], id: string): T[] => [
  ...list.filter((one) => one.id === id),
  ...withoutOne(list, id),
]
