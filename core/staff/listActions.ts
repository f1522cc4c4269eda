import { refuse } from '../../contract/answer'
import { MITIGATIONS_MOST } from '../../contract/mitigation'
import { PROBES_MOST } from '../../contract/schemas/probe'
import { whyNotProbe } from '../probes/whyNotProbe'
import type { StaffHandler } from './adminContext'
import { changeList, type Refusal } from './changeSettings'
import { withFirst, withOne, withoutOne } from './oneOfList'

type ListAction = 'mitigation' | 'firstMitigation' | 'dropMitigation' | 'probe' | 'dropProbe'

const OWNERS = ['owner'] as const

const atMost = <T>(most: number, list: T[], { what, field }: { what: string; field: string }): T[] | Refusal =>
  list.length > most ? refuse('too_large', `at most ${most} ${what}: take one away first`, field) : list

/** What can be done about trouble, and what is tried on a timer, one at a time. */
export const listActions: { [A in ListAction]: StaffHandler<A> } = {
  mitigation: {
    roles: OWNERS,
    subject: ({ mitigation }) => mitigation.id,
    run: ({ mitigation }, { ports }) =>
      changeList(ports, 'mitigations', (list) =>
        atMost(MITIGATIONS_MOST, withOne(list, mitigation), { what: 'actions', field: 'mitigation' }),
      ),
  },
  firstMitigation: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) => changeList(ports, 'mitigations', (list) => withFirst(list, id)),
  },
  dropMitigation: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) => changeList(ports, 'mitigations', (list) => withoutOne(list, id)),
  },
  probe: {
    roles: OWNERS,
    subject: ({ probe }) => probe.id,
    run: async ({ probe }, { ports, person, settings }) => {
      const why = whyNotProbe(probe, person.stores, settings.channels?.allowLoopback ?? false)
      if (why !== null) return why
      return changeList(ports, 'probes', (list) =>
        atMost(PROBES_MOST, withOne(list, probe), { what: 'probes', field: 'probe' }),
      )
    },
  },
  dropProbe: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) => changeList(ports, 'probes', (list) => withoutOne(list, id)),
  },
}
