import { type Iterator, Lazy } from 'mingo/lazy'

/** So many documents by chance, none of them twice. */
export function $sample(documents: Iterator, { size }: { size: number }): Iterator {
  if (!Number.isInteger(size) || size < 1) throw new Error('$sample takes a size that is a positive whole number')
  return documents.transform(((all: unknown[]) => {
    const rest = [...all]
    const chosen: unknown[] = []
    while (chosen.length < size && rest.length > 0) {
      chosen.push(...rest.splice(Math.floor(Math.random() * rest.length), 1))
    }
    return Lazy(chosen)
  }) as never)
}
