import { ROLES } from '../../contract/health'
import { addSilence, endSilence } from '../silences/silence'
import { DAY_MS, MINUTE_MS } from '../time/units'
import type { StaffHandler } from './adminContext'

type SilenceAction = 'silence' | 'maintain' | 'unsilence'

export const silenceActions: { [A in SilenceAction]: StaffHandler<A> } = {
  silence: {
    roles: ROLES,
    subject: ({ store, area }) => `${store}:${area ?? 'all'}`,
    run: ({ store, area, upTo, minutes, reason }, { ports, person, now }) => {
      const until = now + minutes * MINUTE_MS
      return addSilence(ports, person, { store, kind: 'silence', area, upTo, from: now, until, weekly: null, reason })
    },
  },
  maintain: {
    roles: ['owner', 'manager'],
    subject: ({ store }) => store,
    run: ({ store, weekdays, span, days, reason }, { ports, person, now }) => {
      const weekly = { weekdays: [...new Set(weekdays)], span }
      const until = now + days * DAY_MS
      const upTo = 'crit' as const
      return addSilence(ports, person, {
        store,
        kind: 'maintenance',
        area: null,
        upTo,
        from: now,
        until,
        weekly,
        reason,
      })
    },
  },
  unsilence: {
    roles: ROLES,
    subject: ({ silence }) => silence,
    run: ({ silence }, { ports, person, now }) => endSilence(ports, person, silence, now),
  },
}
