import type { Delivery } from '../../../core/documents/delivery'
import type { IncidentDocument } from '../../../core/documents/incident'
import { newIncident } from '../../../core/incidents/newIncident'
import { summarizeIncident } from '../../../core/incidents/summary'
import { alertedShop, CRITICAL, fakeSettings, NOON, NOON_MINUTE } from '../../fakes/alertedShop'
import { defaultRules } from '../../fakes/defaultRules'

const alert = {
  rule: 'paymentSuccess',
  title: '顾客付不了款',
  severity: 'crit' as const,
  since: NOON,
  until: null,
  value: 0,
}
const found = {
  id: 'i',
  store: 's1',
  area: 'ordering',
  severity: 'crit' as const,
  minute: NOON_MINUTE,
  alerts: [alert],
}
const incident = newIncident({ ...found, title: alert.title, sentence: '3分钟4位顾客付款失败' })

const delivery = (name: string, status: Delivery['status']): Delivery => ({
  staff: name,
  name,
  openid: `openid-${name}`,
  templateId: CRITICAL,
  status,
  attempts: 1,
  leaseUntil: null,
  owner: null,
  notBefore: 0,
  sentAt: status === 'sent' ? NOON : null,
  error: null,
})

const summarize = (more: Partial<IncidentDocument>, granted = 3) => {
  const { store } = alertedShop(granted)
  const context = { staff: [...store.staff.values()], credits: [...store.credits.values()] }
  return summarizeIncident(
    { ...incident, ...more },
    { ...context, rules: defaultRules, settings: fakeSettings, now: NOON },
  )
}

describe('an incident on the page', () => {
  it('says who was told, and who is next when nobody takes it', () => {
    const deliveries = { 'crit:兰姨': delivery('兰姨', 'sent'), 'crit:阿强': delivery('阿强', 'unknown') }
    const summary = summarize({ deliveries, nextAt: NOON + 300_000 })
    expect(summary.notified).toEqual(['兰姨'])
    expect(summary.next).toEqual({ name: '小周', at: NOON + 300_000 })
  })

  it('names nobody as next who has no message left', () => {
    expect(summarize({}, 0).next).toBeNull()
  })

  it.each([
    ['taken', { status: 'acknowledged' as const, nextAt: null, acknowledged: { by: '阿强', staff: 'x', at: NOON } }],
    ['over', { status: 'resolved' as const, nextAt: NOON }],
    ['told to all', { nextAt: null }],
  ])('has nobody next once it is %s', (_, more) => {
    expect(summarize(more).next).toBeNull()
  })

  it('says what it means and what to do in the words of the rule that gave it its title', () => {
    const slow = { ...alert, rule: 'apiP95', title: '点单变卡了', severity: 'warn' as const }
    const summary = summarize({ alerts: [slow, alert] })
    expect(summary.meaning).toMatch(/^好几位顾客点了付款/)
    expect(summary.remedy[0]).toBe('自己用手机下一单，看付款卡在哪一步')
  })

  it('of a rule that is gone says nothing rather than something wrong', () => {
    expect(summarize({ alerts: [{ ...alert, rule: 'gone' }] })).toMatchObject({ meaning: '', remedy: [] })
  })

  it('gives away no openid', () => {
    const acknowledged = { by: '阿强', staff: 'hash', at: NOON }
    const text = JSON.stringify(summarize({ deliveries: { 'crit:兰姨': delivery('兰姨', 'sent') }, acknowledged }))
    expect(text).not.toMatch(/openid|hash/)
  })
})
