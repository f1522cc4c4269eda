import type { BacktestPage } from '../../../contract/pages/backtest'
import { answerQuery } from '../../../core/query/answerQuery'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../../core/time/units'
import { alertedShop, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'
import { END, pastShop } from './pastShop'

const viewer = person('兰姨', 1)
const ask = async (ports: FakePorts, rule: string, change = {}): Promise<BacktestPage> => {
  const answer = await answerQuery(ports, viewer, { kind: 'backtest', store: 's1', rule, change }, END)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as BacktestPage
}

/** Lunch of the day before: nobody could order for three quarters of an hour. */
const LUNCH = Date.parse('2026-11-24T12:00:00+08:00')
function emptyLunch(ports: FakePorts): FakePorts {
  for (const hour of ports.store.orderHours.values())
    for (const [id, { createdAt }] of Object.entries(hour.facts))
      if (createdAt >= LUNCH && createdAt < LUNCH + 45 * MINUTE_MS) delete hour.facts[id]
  return ports
}

describe('what a rule would have told', () => {
  const ports = emptyLunch(
    pastShop((hour, events) =>
      hour === hourOf(LUNCH)
        ? events.map((one) => (one.metric === 'pay' ? { ...one, failed: one.minute >= 30 } : one))
        : events,
    ),
  )

  it('takes two calls of the database, whatever the rule', async () => {
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    await ask(ports, 'ordersOdd')
    ports.before.run = () => undefined
    const free = ['directory.stores', 'rules.read']
    expect(calls.filter((name) => !free.includes(name)).sort()).toEqual(['orders.readPast', 'rollups.readHours'])
  })

  it.each([
    { rule: 'ordersOdd', change: {} },
    { rule: 'noOrders', change: {} },
    { rule: 'paymentSuccess', change: { windowMinutes: 10 } },
    { rule: 'paymentsOdd', change: {} },
  ])('$rule finds the lunch in which nobody could order or pay, and nothing else', async ({ rule, change }) => {
    const page = await ask(ports, rule, change)
    expect(page).toMatchObject({ rule, enabled: true, days: 8, usersEstimated: rule.startsWith('payment') })
    expect(page.alerts).toHaveLength(1)
    const [alert] = page.alerts
    expect(alert?.since).toBeGreaterThan(LUNCH)
    expect(alert?.since).toBeLessThan(LUNCH + HOUR_MS)
    expect(alert?.until).toBeGreaterThan(alert?.since ?? 0)
    expect(alert?.sentence).toMatch(/\d+分钟/)
    expect(page.byDay.filter(({ alerts }) => alerts > 0)).toEqual([{ day: '2026-11-24', alerts: 1 }])
    expect(page.perWeek).toBeCloseTo(7 / 8, 0)
  })

  it('fires oftener with a limit that is easier to pass, also of a rule that is switched off', async () => {
    const strict = await ask(ports, 'apiP95')
    const loose = await ask(ports, 'apiP95', { value: 250, minEvents: 1, enabled: false })
    expect(strict.alerts).toEqual([])
    expect(loose.alerts.length).toBeGreaterThan(0)
  })

  it('is shorter where the record is, and says of how much of it there was too little to tell', async () => {
    const empty = alertedShop()
    expect(await ask(empty, 'ordersOdd')).toMatchObject({ days: 0, alerts: [], perWeek: null, untold: 1 })
    // a detector says nothing in its first three days of eight; closed hours are not judged
    const { untold } = await ask(ports, 'ordersOdd')
    expect(untold).toBeGreaterThan(0.15)
    expect(untold).toBeLessThan(0.3)
  })

  it('is what trying an anomaly rule says, too: of the hours that were asked for', async () => {
    const context = {
      ports,
      codes: { hash: (code: string, salt: string) => salt + code, make: () => 'X' },
      caller: { id: '兰姨', openid: 'openid-兰姨' },
      now: END,
    }
    const tried = (to: number) =>
      handleAdmin({ action: 'tryRule', store: 's1', rule: 'ordersOdd', change: {}, to, hours: 3 }, context)
    const title = '单比预计的少'
    expect(await tried(LUNCH + 2 * HOUR_MS)).toMatchObject({ ok: true, value: { minutes: 180, alerts: [{ title }] } })
    expect(await tried(LUNCH - HOUR_MS)).toMatchObject({ ok: true, value: { alerts: [] } })
  })

  it.each([
    { query: { rule: 'magic' }, code: 'not_found', field: 'rule' },
    { query: { rule: 'apiP95', change: { value: -1 } }, code: 'bad_request', field: 'change.value' },
    { query: { rule: 'apiP95', store: 's9' }, code: 'forbidden', field: 'store' },
  ])('refuses $query by name', async ({ query, code, field }) => {
    const answer = await answerQuery(ports, viewer, { kind: 'backtest', store: 's1', ...query }, END)
    expect(answer).toMatchObject({ ok: false, error: { code, field } })
  })
})
