import { METRICS } from '../../../../contract/metrics'
import { outcomeCode } from '../../../../contract/outcomes'
import type { BatchDocument } from '../../../../core/documents/batch'
import type { IssueDocument } from '../../../../core/documents/issue'
import { issuesOf } from '../../../../core/errors/issuesOf'
import { newIncident } from '../../../../core/incidents/newIncident'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop, OWNER } from '../../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
const DAY = 86_400_000
const client = outcomeCode('client')
const ALERT = { rule: 'x', title: '顾客付不了款', severity: 'crit' as const, since: NOON, until: null, value: null }

/** A customer who met an error so many times, and whose phone described it. */
const met = (user: string, atMs: number, fingerprint: string, times = 1): BatchDocument =>
  storedBatch(`e${fingerprint}${atMs}`, user, atMs, {
    session: `s${user.padStart(10, '0')}`,
    dict: [fingerprint, 'launch'],
    counts: [
      [METRICS.error.id, 0, client, 0, times],
      [METRICS.session.id, 1, 0, 0, 1],
    ],
    errors: [
      {
        ...{ kind: 'error', label: 0, message: `${fingerprint} is not a function`, stack: 'at pay (pay.js:1:2)' },
        ...{ page: 'pages/checkout/index', at: 0, crumbs: [] },
      },
    ],
  })

function shop(batches: BatchDocument[], change: (issue: IssueDocument) => IssueDocument = (issue) => issue) {
  const ports = foldedShop(batches, NOW)
  for (const issue of issuesOf(batches)) ports.store.issues.set(issue._id, change(issue))
  return ports
}

describe('the errors page', () => {
  it('groups errors with the people who met them, what is new and met by several first', async () => {
    const ports = shop([
      met('old', NOON - 3 * DAY, 'f-old'),
      met('old', NOON, 'f-old', 9),
      ...['a', 'b', 'c'].map((user, index) => met(user, NOON + index * MINUTE_MS, 'f-new')),
    ])
    const page = await askPage(ports, { kind: 'errors', store: 's1' }, NOW)
    expect(page.groups).toMatchObject([
      { fingerprint: 'f-new', level: 'warn', isNew: true, count: 3, users: 3, usersAtLeast: false, firstAt: NOON },
      { fingerprint: 'f-old', level: 'none', isNew: false, count: 9, users: 1, message: 'f-old is not a function' },
    ])
    expect(page).toMatchObject({ count: { value: 12 }, users: { value: 4 }, verdict: { title: '3 位顾客碰到新错误' } })
    expect(page.rate.value).toBe(3)
    const trend = page.groups[0]?.trend ?? []
    expect(trend[page.chart.at.indexOf(NOON)]).toBe(3)
    expect(trend.reduce((sum: number, events) => sum + (events ?? 0), 0)).toBe(3)
  })

  it('a slot in which phones told nothing is a gap, one without errors is zero', async () => {
    const quiet = storedBatch('q', 'a', NOON, { dict: ['launch'], counts: [[METRICS.session.id, 0, 0, 0, 1]] })
    const { chart } = await askPage(shop([quiet]), { kind: 'errors', store: 's1' }, NOW)
    const values = chart.lines[0]?.values ?? []
    expect(values[chart.at.indexOf(NOON)]).toBe(0)
    expect(values[chart.at.indexOf(NOON + 30 * MINUTE_MS)]).toBeNull()
  })

  it('a stranger’s store is none of theirs', async () => {
    const ports = shop([])
    await expect(askPage(ports, { kind: 'errors', store: 's9' }, NOW)).rejects.toThrow('not one of yours')
    expect(OWNER.stores).toEqual(['s1'])
  })

  it('what was solved and comes back is open again; what was still on its way is not', async () => {
    const lastAt = NOON + 10 * MINUTE_MS
    const marked = (at: number) =>
      shop([met('a', lastAt, 'f')], (issue) => ({
        ...issue,
        ...{ status: 'solved' as const, marks: [{ at, by: '小周', status: 'solved' as const }] },
      }))
    const [before] = (await askPage(marked(NOON), { kind: 'errors', store: 's1' }, NOW)).groups
    expect(before).toMatchObject({ status: 'open', isBack: true, level: 'warn' })
    const [after] = (await askPage(marked(lastAt - 30_000), { kind: 'errors', store: 's1' }, NOW)).groups
    expect(after).toMatchObject({ status: 'solved', isBack: false, level: 'ok' })
  })
})

describe('the page of one error', () => {
  const sighted = (user: string, atMs: number, release: string, network: 'wifi' | '4g') => {
    const batch = met(user, atMs, 'f1', 2)
    const [report] = batch.batch.errors as [BatchDocument['batch']['errors'][number]]
    const crumbs = [{ at: -1000, kind: 'note' as const, text: 'request 7f3a9e04c21e' }]
    return {
      ...batch,
      batch: {
        ...batch.batch,
        app: { ...batch.batch.app, release },
        device: { ...batch.batch.device, network },
        errors: [{ ...report, crumbs }],
      },
    }
  }
  const ask = (ports: ReturnType<typeof shop>, fingerprint = 'f1') =>
    askPage(ports, { kind: 'error', store: 's1', fingerprint }, NOW)

  it('tells who met it, on what, and how it came about', async () => {
    const batches = [
      sighted('u7c1e', NOON + 61_000, '2.8.0', '4g'),
      sighted('uother', NOON, '2.7.3', 'wifi'),
      met('bystander', NOON, 'f2'),
    ]
    const ports = shop(batches)
    for (const batch of batches) ports.store.batches.set(batch._id, batch)
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    const page = await ask(ports)
    expect(page.group).toMatchObject({ fingerprint: 'f1', count: 4, users: 2 })
    expect(page.usersShare).toBeCloseTo(2 / 3)
    expect(page).toMatchObject({ sampled: 4, countBefore: 0, incident: null, lost: null })
    expect(page.breakdowns.release).toEqual([
      { value: '2.7.3', count: 2 },
      { value: '2.8.0', count: 2 },
    ])
    expect(page.breakdowns.network?.map(({ value }) => value)).toEqual(['4g', 'wifi'])
    expect(page.samples[0]).toMatchObject({
      ...{ at: NOON + 60_000, release: '2.8.0', who: 'u7c1', device: ['iOS', '高端机', '4G'], mapped: false },
      ...{ requests: ['7f3a9e04c21e'], crumbs: [{ at: NOON + 59_000, kind: 'note' }] },
    })
    expect(calls.filter((name) => !/^(directory|rules)/.test(name))).toEqual(['pages.read'])
  })

  it('when batches are gone, the first description is left', async () => {
    const { samples, sampled } = await ask(shop([sighted('a', NOON, '2.8.0', 'wifi')]))
    expect(samples).toMatchObject([{ at: NOON, message: 'f1 is not a function', release: '2.8.0', who: '' }])
    expect(sampled).toBe(0)
  })

  it('an error that nobody met in the range is not found', async () => {
    await expect(ask(shop([]), 'nowhere')).rejects.toThrow('ask for a longer one')
  })

  it('shows the alert of the time, and who has said what of it', async () => {
    const ports = shop([sighted('a', NOON + 5 * MINUTE_MS, '2.8.0', 'wifi')], (issue) => ({
      ...issue,
      ...{ status: 'ignored' as const, marks: [{ at: NOW, by: '小周', status: 'ignored' as const }] },
    }))
    const incident = newIncident({
      ...{ id: 's1:ordering:1', store: 's1', area: 'ordering', severity: 'crit', title: '顾客付不了款' },
      ...{ sentence: '', minute: NOON / MINUTE_MS, alerts: [ALERT] },
    })
    ports.store.incidents.set(incident._id, { ...incident, resolvedAt: NOON + 16 * MINUTE_MS })
    const page = await ask(ports)
    expect(page.incident).toMatchObject({ id: 's1:ordering:1', name: '顾客付不了款', to: NOON + 16 * MINUTE_MS })
    expect(page.history).toEqual([{ at: NOW, by: '小周', text: '标记为不用管' }])
    expect(page.group).toMatchObject({ status: 'ignored', level: 'ok' })
  })
})
