import { METRICS } from '../../../../contract/metrics'
import { outcomeCode } from '../../../../contract/outcomes'
import type { BatchDocument, IssueDocument } from '../../../../core/documents'
import { issuesOf } from '../../../../core/errors/issuesOf'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop, OWNER } from '../../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
const DAY = 86_400_000
const client = outcomeCode('client')

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
})
