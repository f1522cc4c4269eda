import { spawnSync } from 'node:child_process'
import { METRICS } from '../../../contract/metrics'
import { OUTCOMES, type Outcome, outcomeCode } from '../../../contract/outcomes'
import type { BatchDocument } from '../../../core/documents/batch'
import { answerExport } from '../../../core/export/answerExport'
import { csvText } from '../../../core/export/csv'
import { PageMemory } from '../../../core/query/pageMemory'
import { mergedOf } from '../../../core/rollup/readEvidence'
import { MINUTE_MS } from '../../../core/time/units'
import { fakeSettings } from '../../fakes/alertedShop'
import { NOON, storedBatch } from '../../fakes/batches'
import { foldedShop } from '../../fakes/pagedShop'
import { readOpenMetrics } from './readOpenMetrics'

const NOW = NOON + 100 * MINUTE_MS
const TOKEN = 'TOKEN-OF-THE-OWNER-2345'
const hash = (token: string, salt: string) => `${salt}(${token})`
const HOSTILE = '=cmd("x"),\\\n1'
let made = 0

function called(atMs: number, label: string, durationMs: number, outcome: Outcome = 'ok'): BatchDocument {
  const code = outcomeCode(outcome)
  return storedBatch(`b${++made}`, `u${made}`, atMs, {
    session: `session${String(made).padStart(6, '0')}`,
    dict: [label],
    counts: [[METRICS.call.id, 0, code, 0, 1]],
    points: [[METRICS.call.id, 0, code, atMs % MINUTE_MS, durationMs]],
  })
}

const batches = [
  ...Array.from({ length: 90 }, (_, minute) => called(NOON + minute * MINUTE_MS, 'pay', 200 + minute)),
  ...Array.from({ length: 7 }, (_, minute) => called(NOON + minute * MINUTE_MS, 'pay', 3000, 'timeout')),
  called(NOON + 30 * MINUTE_MS, HOSTILE, 80),
]

function get(query: Record<string, string>, token = TOKEN, method = 'GET') {
  const ports = foldedShop(batches, NOW)
  const exportTokens = [{ id: '1', name: '报表', hash: hash(TOKEN, fakeSettings.salt), stores: ['s1'], createdAt: 0 }]
  ports.store.settings.set('main', { ...fakeSettings, exportTokens })
  const headers = { authorization: `Bearer ${token}` }
  return answerExport(ports, new PageMemory(), hash, { method, path: '/', query, headers, body: '' }, NOW)
}

const eventsOf = (text: string, label: string, outcome: string) =>
  readOpenMetrics(text)
    .get('kandian_events')
    ?.samples.filter(({ labels }) => labels.label === label && labels.outcome === outcome) ?? []

describe('a scrape', () => {
  it('counts what happened since the shop’s midnight, and says how long things took', async () => {
    const { statusCode, headers, body } = await get({ store: 's1' })
    expect([statusCode, headers['content-type']]).toEqual([
      200,
      expect.stringContaining('application/openmetrics-text'),
    ])
    expect(eventsOf(body, 'pay', 'ok').map(({ value }) => value)).toEqual([90])
    expect(eventsOf(body, 'pay', 'timeout').map(({ value }) => value)).toEqual([7])
    expect(eventsOf(body, HOSTILE, 'ok').map(({ value }) => value)).toEqual([1])
    const families = readOpenMetrics(body)
    const pay = families.get('kandian_duration_seconds')?.samples.filter(({ labels }) => labels.label === 'pay') ?? []
    expect(pay.find(({ name }) => name.endsWith('_count'))?.value).toBe(97)
    expect(pay.find(({ labels }) => labels.quantile === '0.5')?.value).toBeCloseTo(0.248, 1)
    expect(families.get('kandian_folded_through_timestamp_seconds')?.samples[0]?.value).toBe(NOW / 1000)
  })

  it('in the older format passes promtool’s check, where promtool is installed', async () => {
    const { body } = await get({ store: 's1', format: 'prometheus' })
    expect(body).toMatch(/^# TYPE kandian_events_total counter$/m)
    expect(body).not.toMatch(/# (UNIT|EOF)/)
    const check = spawnSync('promtool', ['check', 'metrics'], { input: body, encoding: 'utf8' })
    if (check.error === undefined) expect([check.stdout, check.stderr, check.status]).toEqual(['', '', 0])
  })
})

describe('a range', () => {
  it('is the same counts slot by slot, growing, with their times', async () => {
    const { body } = await get({ store: 's1', range: '3h' })
    const pay = eventsOf(body, 'pay', 'ok')
    expect(pay.at(-1)?.value).toBe(90)
    expect(pay.every(({ value }, index) => value >= (pay[index - 1]?.value ?? 0))).toBe(true)
    expect(
      pay.every(({ at }) => at !== null && at * 1000 > NOW - 180 * MINUTE_MS && at * 1000 <= NOW + MINUTE_MS),
    ).toBe(true)
    const fromTo = await get({ store: 's1', from: String(NOON), to: String(NOON + 60 * MINUTE_MS) })
    expect(eventsOf(fromTo.body, 'pay', 'ok').at(-1)?.value).toBe(60)
  })

  it('as CSV adds up to a recount, and a hostile label is no formula', async () => {
    const { body, headers } = await get({ store: 's1', format: 'csv', range: '3h' })
    expect(headers['content-type']).toContain('text/csv')
    expect(body.startsWith('\uFEFFfrom,store,metric,label,ok,failed,business,')).toBe(true)
    const lines = body.trim().split('\r\n').slice(1)
    const pay = lines.map((line) => line.split(',')).filter(([, , , label]) => label === 'pay')
    const sum = (column: number) => pay.reduce((all, cells) => all + Number(cells[column]), 0)
    expect([sum(4), sum(5)]).toEqual([90, 7])
    expect(body).toContain(`"'=cmd(""x""),\\\n1"`)
  })
})

it.each([
  ['=1+1', "'=1+1"],
  ['+86 138', "'+86 138"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['＠面', "'＠面"],
  ['GET /menu', 'GET /menu'],
  ['a=b', 'a=b'],
  ['鸡腿, 大份', '"鸡腿, 大份"'],
  ['第一行\n第二行', '"第一行\n第二行"'],
  ['他说"好"', `"他说""好"""`],
])('in a spreadsheet the label %j stands as a text', (label, cell) => {
  const counts = [OUTCOMES.map((_, code) => (code === 0 ? 3 : 0))]
  const rows = [{ metric: 'call' as const, label, whole: mergedOf([]), counts }]
  const text = csvText({ store: 's1', at: [NOON], to: NOW, foldedThrough: NOW, rows, totals: [] })
  expect(text.split('\r\n')[1]?.startsWith(`${new Date(NOON).toISOString()},s1,call,${cell},3,0,`)).toBe(true)
})

describe('it is refused, with a code and a remedy,', () => {
  it.each([
    ['without a token that was made', { store: 's1' }, 'SOMETHING-ELSE-ENTIRELY', 'GET', 401, 'unauthenticated'],
    ['with another method', { store: 's1' }, TOKEN, 'POST', 405, 'bad_request'],
    ['without a store', {}, TOKEN, 'GET', 400, 'bad_request'],
    ['for a store that is not the token’s', { store: 'other' }, TOKEN, 'GET', 403, 'forbidden'],
    ['with a format that nobody knows', { store: 's1', format: 'xml' }, TOKEN, 'GET', 400, 'bad_request'],
    ['with half a span', { store: 's1', from: String(NOON) }, TOKEN, 'GET', 400, 'bad_request'],
    [
      'with a span that ends before it begins',
      { store: 's1', from: String(NOON), to: String(NOON - 1) },
      TOKEN,
      'GET',
      400,
      'bad_request',
    ],
    ['with a parameter that is none', { store: 's1', where: '{}' }, TOKEN, 'GET', 400, 'bad_request'],
  ])('%s', async (_, query, token, method, status, code) => {
    const { statusCode, body } = await get(query as Record<string, string>, token, method)
    expect([statusCode, JSON.parse(body).error.code]).toEqual([status, code])
    expect(JSON.parse(body).error.message).toMatch(/\S/)
  })
})
