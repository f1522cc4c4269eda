import { runAlertTick } from '../../../core/alerting/tick'
import {
  alertedShop,
  brokenPayments,
  evidenceOfShop,
  fakeStore,
  folded,
  NOON_MINUTE,
  payments,
} from '../../fakes/alertedShop'
import { defaultRule } from '../../fakes/defaultRules'
import { fakeEvidence } from '../../fakes/evidence'
import type { FakePorts } from '../../fakes/ports'

const BROKEN = NOON_MINUTE + 10
const MENDED = BROKEN + 12
const shop = brokenPayments(BROKEN, MENDED)

const tick = (ports: FakePorts, minute: number, readEvidence = evidenceOfShop(shop)) =>
  runAlertTick(ports, folded(ports, minute), readEvidence)

const incidents = (ports: FakePorts) => [...ports.store.incidents.values()]

/** Everything but what depends on when it was run: the alert timeline. */
const timeline = (ports: FakePorts) =>
  incidents(ports).map(({ _id, severity, title, sentence, openedAt, resolvedAt, alerts, status, appliedThrough }) => {
    return { _id, severity, title, sentence, openedAt, resolvedAt, alerts, status, appliedThrough }
  })

describe('one run of the alerting', () => {
  it('tells the first on call within four minutes that nobody can pay, once', async () => {
    const ports = alertedShop()
    for (let minute = NOON_MINUTE; minute < BROKEN + 3; minute++) await tick(ports, minute)
    expect(incidents(ports)).toHaveLength(1)
    expect(ports.store.messages).toEqual([
      {
        openid: 'openid-兰姨',
        templateId: 'tmpl-critical',
        page: `admin/incident/incident?id=s1%3Aordering%3A${BROKEN + 1}`,
        values: {
          thing1: '兰姨牛肉面 文三路店',
          thing2: '顾客付不了款',
          phrase3: '严重',
          thing4: '3分钟8位顾客付款失败',
          time5: '2026-11-25 12:11',
        },
      },
    ])
    expect(incidents(ports)[0]?.nextAt).toBe((BROKEN + 2) * 60_000 + 17_000 + 300_000)
  })

  it('resolves once payments have been fine for long enough, and sends nothing more', async () => {
    const ports = alertedShop()
    for (let minute = NOON_MINUTE; minute < BROKEN + 3; minute++) await tick(ports, minute)
    const open = incidents(ports)[0]
    ports.store.incidents.set(open?._id ?? '', {
      ...(open as NonNullable<typeof open>),
      status: 'acknowledged',
      nextAt: null,
      version: (open?.version ?? 0) + 1,
    })
    for (let minute = BROKEN + 3; minute < MENDED + 10; minute++) await tick(ports, minute)
    expect(incidents(ports)).toHaveLength(1)
    expect(incidents(ports)[0]).toMatchObject({ status: 'resolved', alerts: [{ rule: 'paymentSuccess' }] })
    expect(incidents(ports)[0]?.resolvedAt).toBeGreaterThanOrEqual((MENDED + 3) * 60_000)
    expect(ports.store.messages).toHaveLength(1)
    expect(ports.store.alertStates.get('s1')).toMatchObject({ series: {}, open: {}, outbox: [] })
  })

  it('opens a new incident when the same thing happens again after the end', async () => {
    const again = MENDED + 40
    const events = [...(shop.events ?? []), ...(brokenPayments(again, again + 5).events ?? [])].filter(
      (event) => event.minute < again || event.outcome === 'business',
    )
    const ports = alertedShop()
    for (let minute = NOON_MINUTE; minute < again + 4; minute++) await tick(ports, minute, evidenceOfShop({ events }))
    expect(incidents(ports).map((incident) => incident.status)).toEqual(['resolved', 'open'])
  })

  it('writes the state only when something changed', async () => {
    const ports = alertedShop()
    const written: string[] = []
    ports.before.run = (operation) => {
      if (operation === 'alertStates.write') written.push(operation)
    }
    for (let minute = NOON_MINUTE; minute < BROKEN; minute++) await tick(ports, minute)
    expect(written).toEqual([])
    expect(ports.store.heartbeats.get('judge:0')?.through).toBe(BROKEN * 60_000)
  })

  it('costs four calls of the database, besides the evidence, while nothing is wrong', async () => {
    const ports = alertedShop()
    await tick(ports, NOON_MINUTE)
    const calls: string[] = []
    ports.before.run = (operation) => {
      if (operation !== 'rules.read') calls.push(operation)
    }
    await tick(ports, NOON_MINUTE + 1)
    expect(calls).toEqual(['directory.stores', 'heartbeats.read', 'alertStates.read', 'heartbeats.beat'])
  })

  it.each([
    ['every minute twice', (minute: number) => [minute, minute]],
    ['every third minute left out', (minute: number) => (minute % 3 === 0 ? [] : [minute])],
    ['only every fifteenth', (minute: number) => (minute % 15 === 0 ? [minute] : [])],
    ['late ones of minutes long judged', (minute: number) => [minute, minute - 4]],
  ])('ends in the same timeline with ticks of %s', async (_, ticksOf) => {
    const [onTime, other] = [alertedShop(), alertedShop()]
    const last = NOON_MINUTE + 45
    await tick(onTime, NOON_MINUTE)
    await tick(other, NOON_MINUTE)
    for (let minute = NOON_MINUTE + 1; minute <= last; minute++) {
      await tick(onTime, minute)
      for (const one of ticksOf(minute)) await tick(other, one)
    }
    await tick(other, last)
    expect(timeline(onTime)).toHaveLength(1)
    expect(timeline(onTime)[0]?.status).toBe('resolved')
    expect(timeline(other)).toEqual(timeline(onTime))
  })

  it('leaves one record of a gap too long to judge, tells nobody, and counts no minute of it towards `for`', async () => {
    const ports = alertedShop()
    await tick(ports, NOON_MINUTE)
    const later = NOON_MINUTE + 180
    await tick(ports, later)
    await tick(ports, later + 1)
    expect(incidents(ports)).toMatchObject([
      {
        _id: `s1:monitor:gap${NOON_MINUTE + 1}`,
        status: 'resolved',
        sentence: '有165分钟没人看着',
        openedAt: (NOON_MINUTE + 1) * 60_000,
        resolvedAt: (later - 14) * 60_000,
      },
    ])
    expect(ports.store.messages).toEqual([])
  })

  it('waits for a fold that is hours behind, so that a long pause is one gap', async () => {
    const ports = alertedShop()
    await tick(ports, NOON_MINUTE)
    const now = folded(ports, NOON_MINUTE + 180)
    folded(ports, NOON_MINUTE + 60)
    const report = await runAlertTick(ports, now, evidenceOfShop(shop))
    expect(report.stores).toEqual([])
    await tick(ports, NOON_MINUTE + 181)
    expect(incidents(ports).map(({ sentence }) => sentence)).toEqual(['有166分钟没人看着'])
  })

  it('forgets what was pending before a gap: it has to hold all of its `for` again', async () => {
    const ports = alertedShop()
    const slow = [{ ...defaultRule('paymentSuccess', 'ratio'), forMinutes: 2 }]
    ports.store.rules = slow
    const long = evidenceOfShop(brokenPayments(BROKEN, BROKEN + 400))
    await tick(ports, BROKEN, long)
    await tick(ports, BROKEN + 1, long)
    await tick(ports, BROKEN + 2, long)
    expect(ports.store.alertStates.get('s1')?.series).toMatchObject({ paymentSuccess: { store: { state: 'pending' } } })
    const last = BROKEN + 200
    const fine = { events: payments(last - 30, last + 1, 4, 'ok') }
    await tick(ports, last, async (_, __, minute) =>
      fakeEvidence(minute === last - 14 ? brokenPayments(last - 20, last) : fine, minute),
    )
    expect(incidents(ports).map(({ area }) => area)).toEqual(['monitor'])
  })

  it('judges up to the fold, whatever time the timer believes it is', async () => {
    const asked: number[] = []
    const ports = alertedShop()
    await tick(ports, NOON_MINUTE)
    const now = folded(ports, NOON_MINUTE + 3)
    await runAlertTick(ports, now + 7 * 60_000, async (_, __, minute) => {
      asked.push(minute)
      return fakeEvidence({}, minute)
    })
    expect(asked).toEqual([NOON_MINUTE + 1, NOON_MINUTE + 2, NOON_MINUTE + 3])
    expect(ports.store.heartbeats.get('judge:0')?.through).toBe((NOON_MINUTE + 4) * 60_000)
  })

  it('drops what it found when another run was faster, and believes that one', async () => {
    const ports = alertedShop()
    await tick(ports, BROKEN)
    ports.before.run = (operation) => {
      if (operation !== 'alertStates.write' || ports.store.alertStates.has('s1')) return
      const judgedThrough = BROKEN + 1
      ports.store.alertStates.set('s1', { _id: 's1', version: 1, judgedThrough, series: {}, open: {}, outbox: [] })
    }
    await tick(ports, BROKEN + 1)
    expect(incidents(ports)).toEqual([])
  })

  it('keeps what fires over a gap, and resolves it only by what was seen afterwards', async () => {
    const ports = alertedShop()
    const long = brokenPayments(BROKEN, BROKEN + 400)
    await tick(ports, BROKEN - 1, evidenceOfShop(long))
    await tick(ports, BROKEN + 3, evidenceOfShop(long))
    await tick(ports, BROKEN + 200, evidenceOfShop(long))
    expect(incidents(ports).map(({ area, status }) => `${area} ${status}`)).toEqual([
      'ordering open',
      'monitor resolved',
    ])
  })

  it('judges the other stores when one cannot be judged, and that one later without losing a minute', async () => {
    const ports = alertedShop()
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2' })
    let isBroken = true
    const evidence = evidenceOfShop(shop)
    const failing = async (_: unknown, store: { _id: string }, minute: number) => {
      if (isBroken && store._id === 's2') throw new Error('the database did not answer')
      return evidence(_, store, minute)
    }
    await runAlertTick(ports, folded(ports, NOON_MINUTE), evidence)
    for (let minute = NOON_MINUTE + 1; minute < BROKEN + 3; minute++) {
      const report = await runAlertTick(ports, folded(ports, minute), failing)
      expect(report.failed).toEqual([{ store: 's2', message: 'the database did not answer' }])
    }
    expect(incidents(ports).map(({ store }) => store)).toEqual(['s1'])
    isBroken = false
    await runAlertTick(ports, folded(ports, BROKEN + 3), failing)
    expect(incidents(ports).map(({ _id }) => _id)).toEqual([`s1:ordering:${BROKEN + 1}`, `s2:ordering:${BROKEN + 1}`])
  })

  it('does not count the wait for a failing store as a gap of the others', async () => {
    const ports = alertedShop()
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2' })
    const evidence = evidenceOfShop({})
    const failing = async (_: unknown, store: { _id: string }, minute: number) => {
      if (store._id === 's2') throw new Error('no')
      return evidence(_, store, minute)
    }
    await runAlertTick(ports, folded(ports, NOON_MINUTE), evidence)
    for (let minute = NOON_MINUTE + 1; minute < NOON_MINUTE + 40; minute++) {
      await runAlertTick(ports, folded(ports, minute), failing)
    }
    expect(incidents(ports)).toEqual([])
  })
})
