import { ok, refuse } from '../../contract/answer'
import { EXPORT_TOKENS_MOST } from '../../contract/schemas/export'
import type { StaffHandler } from './adminContext'
import { changeList } from './changeSettings'
import { withoutOne } from './oneOfList'

const OWNERS = ['owner'] as const
/** One-time codes of 8 of 31 letters in a row: 158 bits, as nobody types a token. */
const TOKEN_CODES = 4

/** Who may read the shop's numbers from outside. */
export const exportActions: {
  [A in 'exportTokens' | 'exportToken' | 'dropExportToken']: StaffHandler<A>
} = {
  exportTokens: {
    roles: OWNERS,
    subject: null,
    run: async (_, { settings }) => {
      const tokens = (settings.exportTokens ?? []).map(({ id, name, stores, createdAt }) => ({
        id,
        name,
        stores,
        createdAt,
      }))
      return ok({ tokens })
    },
  },
  exportToken: {
    roles: OWNERS,
    subject: ({ name }) => name,
    run: async ({ name }, { ports, codes, person, settings, now }) => {
      const token = Array.from({ length: TOKEN_CODES }, () => codes.make()).join('')
      const made = { id: `${now}`, name, hash: codes.hash(token, settings.salt), stores: person.stores, createdAt: now }
      const saved = await changeList(ports, 'exportTokens', (list) =>
        list.length >= EXPORT_TOKENS_MOST
          ? refuse('too_large', `at most ${EXPORT_TOKENS_MOST} tokens: take one back first`, 'name')
          : [...list, made],
      )
      return saved.ok ? ok({ id: made.id, token }) : saved
    },
  },
  dropExportToken: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) => changeList(ports, 'exportTokens', (list) => withoutOne(list, id)),
  },
}
