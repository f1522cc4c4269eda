import type { Rule } from '../../../contract/schemas/rule'
import type { Evidence, Merged } from '../../../core/evidence'
import { defaultRules } from '../../../test/fakes/defaultRules'
import type { Signal } from './plan'

const USERS = ['u1', 'u2', 'u3', 'u4']

/** The pack's rule about payments, for each signal. */
export function rulesOf(signals: readonly Signal[]): Rule[] {
  const payment = defaultRules.find(({ id }) => id === 'paymentSuccess') as Rule & { kind: 'ratio' }
  return signals.map(({ label, area, severity }) => ({
    ...payment,
    id: label,
    area,
    severity,
    sources: [{ metric: 'pay', label }],
    text: { ...payment.text, title: label, sentence: '{users}位顾客' },
  }))
}

/**
 * What was known when a minute was judged: four customers a minute and signal, late ones only when they have come.
 * @param start epoch minute of the schedule's minute 0; @param folded newest folded minute, as the schedule counts
 */
export function evidenceOf(signals: readonly Signal[], start: number, minute: number, folded: number): Evidence {
  const cutoff = Math.min(minute, folded)
  const merged: Evidence['merged'] = (_, { from, to }, label): Merged | null => {
    const signal = signals.find((one) => one.label === label)
    if (signal === undefined) return null
    let [ok, failed] = [0, 0]
    for (let at = from - start; at < to - start; at++) {
      if (at + signal.lag > cutoff || isIn(signal.gap, at)) continue
      if (at >= signal.from && at < signal.to) failed += USERS.length
      else ok += USERS.length
    }
    if (ok + failed === 0) return null
    const failedUsers = new Set(failed > 0 ? USERS : [])
    return { counts: [ok], ok, failed, total: ok + failed, sketch: null, failedUsers, users: new Set(USERS) }
  }
  return {
    store: 's1',
    foldedThrough: start + cutoff + 1,
    settledThrough: start + cutoff,
    merged,
    labels: () => [],
    firstSeen: () => null,
    orders: () => null,
    orderHistory: () => [],
    truth: () => null,
  }
}

export const isIn = (span: readonly [number, number] | null, at: number): boolean =>
  span !== null && at >= span[0] && at < span[1]
