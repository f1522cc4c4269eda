import { encodeFact, type StoredFact } from '../../../core/orders/factCodec'
import type { Migration } from './migration'

/** Every change since version 0.1.0, whose schema is 1. */
export const migrations: readonly Migration[] = [
  {
    to: 2,
    says: 'orders by the hour are kept in few bytes, as versions since 0.2.0 write them',
    documents: {
      orderHours: (document) => {
        const { facts } = document as unknown as { facts: Record<string, StoredFact> }
        if (Object.values(facts).every((fact) => typeof fact === 'string')) return document
        const short = Object.entries(facts).map(([id, fact]) => [
          id,
          typeof fact === 'string' ? fact : encodeFact(fact),
        ])
        return { ...document, facts: Object.fromEntries(short) } as typeof document
      },
    },
  },
]

/** The form in which this version writes. */
export const schema = Math.max(...migrations.map(({ to }) => to))
