import type { RuleChange } from '../../../contract/schemas/rule'
import { runAlertTick } from '../../../core/alerting/tick'
import { alertedShop, brokenPayments, evidenceOfShop, fakeStore, folded, NOON_MINUTE } from '../../fakes/alertedShop'

const BROKEN = NOON_MINUTE + 2
const evidence = evidenceOfShop(brokenPayments(BROKEN, BROKEN + 6))

const incidentsWith = async (rules?: Record<string, RuleChange>) => {
  const ports = alertedShop()
  ports.store.stores.set('s1', { ...fakeStore, ...(rules ? { rules } : {}) })
  for (let minute = NOON_MINUTE; minute < BROKEN + 5; minute++) {
    await runAlertTick(ports, folded(ports, minute), evidence)
  }
  return [...ports.store.incidents.values()].map(({ title, severity }) => `${severity} ${title}`)
}

describe('a run judges a store by its own limits', () => {
  it('which are the pack’s where it has none', async () => {
    expect(await incidentsWith()).toEqual(['crit 顾客付不了款'])
  })

  it('by the severity it gave a rule', async () => {
    expect(await incidentsWith({ paymentSuccess: { severity: 'warn' } })).toEqual(['warn 顾客付不了款'])
  })

  it('not by a rule it switched off, or that is to wait longer', async () => {
    expect(await incidentsWith({ paymentSuccess: { enabled: false } })).toEqual([])
    expect(await incidentsWith({ paymentSuccess: { forMinutes: 30 } })).toEqual([])
  })

  it('as the pack has it where its change cannot be', async () => {
    expect(await incidentsWith({ paymentSuccess: { objective: 0.9 } })).toEqual(['crit 顾客付不了款'])
  })
})
