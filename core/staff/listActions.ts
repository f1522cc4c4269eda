import { refuse } from '../../contract/answer'
import { MITIGATIONS_MOST } from '../../contract/mitigation'
import { PROBES_MOST } from '../../contract/schemas/probe'
import { whyNotProbe } from '../probes/whyNotProbe'
import type { StaffHandler } from './adminContext'
import { changeSettings } from './changeSettings'
import { withFirst, withOne, withoutOne } from './oneOfList'

type ListAction = 'mitigation' | 'firstMitigation' | 'dropMitigation' | 'probe' | 'dropProbe'

const OWNERS = ['owner'] as const

/** What can be done about trouble, and what is tried on a timer, one at a time. */
export const listActions: { [A in ListAction]: StaffHandler<A> } = {
  mitigation: {
    roles: OWNERS,
    subject: ({ mitigation }) => mitigation.id,
    run: ({ mitigation }, { ports }) =>
      changeSettings(ports, ({ mitigations = [], ...rest }) => {
        const changed = withOne(mitigations, mitigation)
        return changed.length > MITIGATIONS_MOST
          ? refuse('too_large', `at most ${MITIGATIONS_MOST} actions: take one away first`, 'mitigation')
          : { ...rest, mitigations: changed }
      }),
  },
  firstMitigation: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) =>
      changeSettings(ports, ({ mitigations = [], ...rest }) => ({ ...rest, mitigations: withFirst(mitigations, id) })),
  },
  dropMitigation: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) =>
      changeSettings(ports, ({ mitigations = [], ...rest }) => ({ ...rest, mitigations: withoutOne(mitigations, id) })),
  },
  probe: {
    roles: OWNERS,
    subject: ({ probe }) => probe.id,
    run: async ({ probe }, { ports, person, settings }) => {
      const why = whyNotProbe(probe, person.stores, settings.channels?.allowLoopback ?? false)
      if (why !== null) return why
      return changeSettings(ports, ({ probes = [], ...rest }) => {
        const changed = withOne(probes, probe)
        return changed.length > PROBES_MOST
          ? refuse('too_large', `at most ${PROBES_MOST} probes: take one away first`, 'probe')
          : { ...rest, probes: changed }
      })
    },
  },
  dropProbe: {
    roles: OWNERS,
    subject: ({ id }) => id,
    run: ({ id }, { ports }) =>
      changeSettings(ports, ({ probes = [], ...rest }) => ({ ...rest, probes: withoutOne(probes, id) })),
  },
}
