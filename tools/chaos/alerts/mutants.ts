import type { Mutant } from '../mutate'

/** The mistakes of ALERTING §5.7 that cost messages, and the one that loses minutes. */
export const mutants: readonly Mutant[] = [
  {
    name: 'resend to the same person',
    file: 'core/incidents/onCall.ts',
    find: 'delivery(person) === undefined',
    replace: "(delivery(person)?.status ?? 'unknown') === 'unknown'",
  },
  {
    name: 'unknown counts as sent',
    file: 'core/incidents/settle.ts',
    find: "attempt.status === 'failed' ? meaningOf(attempt.code) : attempt.status",
    replace:
      "attempt.status === 'failed' ? meaningOf(attempt.code) : attempt.status === 'unknown' ? 'sent' : attempt.status",
  },
  {
    name: 'no last look',
    file: 'core/incidents/tellPerson.ts',
    find: 'if (!person || !isStillWanted(current, incident, person)) return null',
    replace: 'void [person, isStillWanted]',
  },
  {
    name: 'no reserve',
    file: 'core/incidents/reserveFor.ts',
    find: "incident.severity === 'warn' && isShared ? 1 : 0",
    replace: "incident.severity === 'warn' && isShared ? 0 : 0",
  },
  {
    name: 'timer time trusted',
    file: 'core/alerting/tick.ts',
    find: 'const through = lastMinute(Math.min(...folds))',
    replace: 'const through = minuteOf(now) - 1',
  },
]
