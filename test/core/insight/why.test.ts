import type { IncidentDetail } from '../../../contract/admin'
import type { IncidentSignal } from '../../../contract/insight'
import type { ResponsePage } from '../../../contract/pages/response'
import type { StoreDocument } from '../../../core/documents/store'
import { newIncident } from '../../../core/incidents/newIncident'
import { answerQuery } from '../../../core/query/answerQuery'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { DAY_MS, MINUTE_MS, minuteOf } from '../../../core/time/units'
import { alertedShop, person } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'
import { seeded } from './random'

const NETWORKS = ['wifi', '4g', '5g', '3g'] as const
const RELEASES = ['1.0.0', '1.1.0'] as const
const OK = 0
const SERVER = 5
const CALL = 2

interface World {
  /** chance of a failure of a call */
  fails(at: number, phone: Phone): number
  durationMs?(at: number, phone: Phone): number
}

interface Phone {
  network: (typeof NETWORKS)[number]
  class: 'low' | 'high'
  release: (typeof RELEASES)[number]
  label: string
}

/** Two hours of phones, ten a minute, of all kinds; a new release comes at 11:50. Stored by the real fold. */
function world({ fails, durationMs = () => 200 }: World): FakePorts {
  const ports = alertedShop()
  const random = seeded(5)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  for (let minute = -150; minute < 30; minute++) {
    const at = NOON + minute * MINUTE_MS
    const batches = Array.from({ length: 10 }, (_, k) => {
      const release = minute >= -10 && random() < 0.3 ? '1.1.0' : '1.0.0'
      const phone: Phone = {
        network: pick(NETWORKS),
        class: pick(['low', 'high']),
        release,
        label: pick(['menu', 'order']),
      }
      const outcome = random() < fails(minute, phone) ? SERVER : OK
      const batch = storedBatch(
        `${k}`,
        `u${minute}-${k}`,
        at,
        measured(CALL, phone.label, outcome, 1, durationMs(minute, phone)),
      )
      const device = { ...batch.batch.device, network: phone.network, class: phone.class }
      return { ...batch, batch: { ...batch.batch, device, app: { ...batch.batch.app, release } } }
    })
    for (const one of foldMinute('0', minuteOf(at), batches)) ports.store.minutes.set(one._id, one)
  }
  return ports
}

const ID = 's1:ordering:1'
async function detail(
  ports: FakePorts,
  rule: string,
  title: string,
  now = NOON + 25 * MINUTE_MS,
  resolvedAt: number | null = null,
): Promise<IncidentDetail> {
  const alert = { rule, title, severity: 'warn' as const, since: NOON, until: null, value: 0 }
  const found = { id: ID, store: 's1', area: 'ordering', severity: 'warn' as const, title, sentence: title }
  const opened = newIncident({ ...found, minute: minuteOf(NOON), alerts: [alert] })
  const over = resolvedAt === null ? {} : { status: 'resolved' as const, resolvedAt }
  ports.store.incidents.set(ID, { ...opened, ...over })
  const answer = await handleAdmin(
    { action: 'incident', incident: ID },
    {
      ports,
      codes: { hash: (code, salt) => salt + code, make: () => 'X' },
      caller: { id: '兰姨', openid: 'openid-兰姨' },
      now,
    },
  )
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as IncidentDetail
}

describe('why there is an incident', () => {
  it('names the network on which calls fail, how much of it that explains, and nothing else', async () => {
    const { why } = await detail(
      world({ fails: (at, { network }) => (at >= 0 && network === '4g' ? 0.7 : 0.02) }),
      'serverErrors',
      '店里服务器出错',
    )
    expect(why.causes?.kind).toBe('ratio')
    expect(why.causes?.now).toBeGreaterThan(why.causes?.before ?? 1)
    const [first, ...rest] = why.causes?.causes ?? []
    expect(first).toMatchObject({ label: 'network', value: '4g' })
    expect(first?.explains).toBeGreaterThan(0.8)
    expect(first?.explains).toBeLessThan(1.2)
    expect((first?.before.hits ?? 1) / (first?.before.count ?? 1)).toBeLessThan(0.1)
    expect((first?.now.hits ?? 0) / (first?.now.count ?? 1)).toBeGreaterThan(0.5)
    for (const { explains } of rest) expect(explains).toBeLessThan(0.5)
  })

  it('names the interface that has become slow, in milliseconds of p95, and draws its course with a gap where nobody watched', async () => {
    const slow = (at: number, { label }: Phone) => (at >= 0 && label === 'order' ? 5000 : 200)
    const ports = world({ fails: () => 0, durationMs: slow })
    const lost = (minute: number) => minute >= minuteOf(NOON) - 20 && minute < minuteOf(NOON) - 8
    for (const [id, { minute }] of ports.store.minutes) if (lost(minute)) ports.store.minutes.delete(id)
    const { why } = await detail(ports, 'apiP95', '点单变卡了')
    expect(why.causes).toMatchObject({ kind: 'quantile', causes: [{ label: 'api', value: 'order' }] })
    expect(why.causes?.change).toBeGreaterThan(4000)
    const { at, values, limit, windowMinutes } = why.signal as IncidentSignal
    expect({ what: why.signal?.what, limit }).toEqual({ what: 'duration', limit: { value: 3000, side: 'above' } })
    const over = at.filter((_, index) => (values[index] ?? 0) > 3000)
    // the window reaches into the trouble with its first minutes, and what phones have not told yet is no point
    expect(over[0]).toBeGreaterThan(NOON)
    expect(over[0]).toBeLessThanOrEqual(NOON + windowMinutes * MINUTE_MS)
    expect(at.at(-1)).toBeLessThan(NOON + 25 * MINUTE_MS)
    const page = await answerQuery(ports, person('兰姨', 1), { kind: 'response', store: 's1' }, NOON + 25 * MINUTE_MS)
    const told = (page as { value: ResponsePage }).value.why
    // the page 响应 says the same, and its sibling, which no rule of the alert is about, says nothing
    expect(told).toMatchObject({ incident: ID, title: '点单变卡了', causes: why.causes })
    const other = await answerQuery(
      ports,
      person('兰姨', 1),
      { kind: 'transactions', store: 's1' },
      NOON + 25 * MINUTE_MS,
    )
    expect(other).toMatchObject({ ok: true, value: { why: null } })
    const known = (minute: number) => values[at.indexOf(NOON + minute * MINUTE_MS)] !== null
    expect([-25, -14, -12, -2, 15].map(known)).toEqual([true, false, false, true, true])
  })

  describe('when its minutes are deleted', () => {
    const slow = (at: number, { label }: Phone) => (at >= 0 && label === 'order' ? 5000 : 200)
    const failing = (at: number) => (at >= 0 && at < 15 ? 0.7 : 0.02)
    /** What is stored so many days later: hours for 45 days, minutes for 7. */
    const later = (ports: FakePorts, days: number): number => {
      const minutes = [...ports.store.minutes.values()]
      for (let hour = Math.floor(minuteOf(NOON) / 60) - 3; hour <= minuteOf(NOON) / 60; hour++) {
        const folded = foldHour('s1', hour, minutes, true)
        if (folded !== null && days < 45) ports.store.hours.set(folded._id, folded)
      }
      if (days > 7) ports.store.minutes.clear()
      return NOON + days * DAY_MS
    }
    const closed = (ports: FakePorts, rule: string, title: string, now: number) =>
      detail(ports, rule, title, now, NOON + 12 * MINUTE_MS)

    it.each([
      ['a share', 'networkTrouble', { fails: failing }, 0.02],
      ['a duration', 'apiP95', { fails: () => 0, durationMs: slow }, 0.05],
    ] as const)('the course of %s is drawn from hours, and is what minutes drew', async (_, rule, world_, within) => {
      const ports = world(world_)
      const fresh = await closed(ports, rule, '出事了', later(ports, 3))
      const old = await closed(ports, rule, '出事了', later(ports, 10))
      expect([fresh.keptBy, old.keptBy]).toEqual(['minutes', 'hours'])
      expect(old.why.signal?.at).toEqual(fresh.why.signal?.at)
      const pairs = (fresh.why.signal?.values ?? []).map((value, index) => [value, old.why.signal?.values[index]])
      expect(pairs.length).toBeGreaterThan(30)
      expect(Math.max(...pairs.map(([, value]) => value ?? 0))).toBeGreaterThan(0.5)
      const near = pairs.filter(([a, b]) => a != null && b != null && Math.abs(a - b) <= within * Math.max(a, 1))
      // durations are kept by five minutes: about the turns a window may hold a little more
      expect(near.length / pairs.length).toBeGreaterThan(0.8)
    })

    it('payments are the same to the minute, and after 45 days nothing is drawn', async () => {
      const ports = world({ fails: failing })
      const fresh = await closed(ports, 'serverErrors', '出事了', later(ports, 3))
      const old = await closed(ports, 'serverErrors', '出事了', later(ports, 10))
      expect(old.payments).toEqual(fresh.payments)
      ports.store.hours.clear()
      const gone = await closed(ports, 'serverErrors', '出事了', NOON + 60 * DAY_MS)
      expect({ kept: gone.keptBy, signal: gone.why.signal }).toEqual({ kept: 'nothing', signal: null })
    })
  })

  it('names the release that fails, and that it came ten minutes before', async () => {
    const { why } = await detail(
      world({ fails: (at, { release }) => (at >= 0 && release === '1.1.0' ? 0.9 : 0.01) }),
      'serverErrors',
      '店里服务器出错',
    )
    expect(why.causes?.causes[0]).toMatchObject({ label: 'release', value: '1.1.0' })
    expect(why.changes).toEqual([
      { at: NOON - 10 * MINUTE_MS, kind: 'release', text: '新版本 1.1.0 开始有人用', version: '1.1.0' },
    ])
  })

  it('finds no cause where all kinds of phones fail alike, and says what staff did and announced', async () => {
    const ports = world({ fails: (at) => (at >= 0 ? 0.6 : 0.02) })
    const entry = { by: '兰姨', action: 'changeRule', subject: 'apiP95' }
    ports.store.accessLog.set('a', { _id: 'a', at: NOON - 20 * MINUTE_MS, ...entry })
    ports.store.accessLog.set('b', { _id: 'b', at: NOON - 300 * MINUTE_MS, ...entry })
    ports.store.silences.set('s', {
      _id: 's',
      version: 1,
      store: 's1',
      kind: 'maintenance',
      area: null,
      upTo: 'warn',
      from: NOON - 5 * MINUTE_MS,
      until: NOON + 60 * MINUTE_MS,
      weekly: null,
      by: '兰姨',
      reason: '周年活动',
    })
    const { why } = await detail(ports, 'serverErrors', '店里服务器出错')
    expect(why.causes?.causes ?? []).toEqual([])
    expect(why.changes.map(({ kind, text }) => [kind, text])).toEqual([
      ['promotion', '打过招呼：周年活动'],
      ['release', '新版本 1.1.0 开始有人用'],
      ['settings', '改了告警规则'],
    ])
  })

  it('says so on a holiday', async () => {
    const ports = world({ fails: () => 0 })
    const at = Date.parse('2026-10-01T12:00:00+08:00')
    const store = ports.store.stores.get('s1') as StoreDocument
    const { knownChanges } = await import('../../../core/insight/why/knownChanges')
    const nothing = { minutes: [], from: minuteOf(at), log: [], silences: [] }
    expect(knownChanges(at, { store, ...nothing })).toMatchObject([{ kind: 'holiday', text: '今天是国庆节' }])
    expect(knownChanges(at + 9 * 86_400_000, { store, ...nothing })).toMatchObject([{ text: '今天是调休上班日' }])
  })

  it('says nothing of numbers where too little was measured', async () => {
    const { why } = await detail(alertedShop(), 'serverErrors', '店里服务器出错')
    expect(why).toEqual({ causes: null, stores: null, changes: [], course: null, signal: null })
  })
})
