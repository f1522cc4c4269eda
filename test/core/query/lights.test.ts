import { METRICS, type MetricName } from '../../../contract/metrics'
import { OUTCOMES, type Outcome } from '../../../contract/outcomes'
import { Sketch } from '../../../contract/sketch/sketch'
import type { IssueDocument } from '../../../core/documents/issue'
import { type FiringAlert, lightsNote, lightsOf } from '../../../core/query/lights'
import type { LightInput } from '../../../core/query/lights/lightInput'
import type { Recent } from '../../../core/query/recent'
import type { Usual } from '../../../core/query/usual'
import { mergedOf } from '../../../core/rollup/readEvidence'
import { type Cell, emptyCell } from '../../../core/rollup/seriesTable'
import { NOON } from '../../fakes/batches'
import { lettersOf } from './lettersOf'

interface Happened {
  metric: MetricName
  label?: string
  outcome?: Outcome
  events: number
  users?: number
  durationMs?: number
}

/** A window of thirty minutes in which that happened. */
function recentOf(happened: Happened[]): Recent {
  const cells = happened.map(({ metric, label = 'x', outcome = 'ok', events, users = 0, durationMs }, index): Cell => {
    const cell = emptyCell(METRICS[metric].id, label, 0)
    cell.counts[OUTCOMES.indexOf(outcome)] = events
    const names = Array.from({ length: users }, (_, user) => `user${index}-${user}`)
    cell.users = new Set(names)
    if (outcome !== 'ok') cell.failedUsers = new Set(names)
    if (durationMs !== undefined) {
      cell.sketch = new Sketch()
      cell.sketch.add(durationMs, events)
    }
    return cell
  })
  const of = (names: readonly MetricName[]) =>
    mergedOf(cells.filter(({ metric }) => names.some((name) => METRICS[name].id === metric)))
  const labels = [...new Set(cells.map(({ label }) => label))]
  return {
    window: { from: 0, to: 30 },
    received: [],
    of,
    byLabel: (name) =>
      new Map(
        labels.map((label) => [
          label,
          mergedOf(cells.filter((c) => c.label === label && c.metric === METRICS[name].id)),
        ]),
      ),
    demo: false,
  }
}

const usualIs = (durationMs: number | null, events: number | null = null): Usual => ({
  quantile: () => durationMs,
  events: () => events,
  demo: false,
})

const issue = (firstAt: number): IssueDocument => ({
  _id: 's1:f',
  store: 's1',
  fingerprint: 'f',
  firstAt,
  lastAt: NOON,
  status: 'open',
  sample: { kind: 'error', message: '', stack: '', page: '', release: '', crumbs: [] },
})

const input = (changes: Partial<LightInput> & { happened?: Happened[] } = {}): LightInput => ({
  recent: recentOf(changes.happened ?? []),
  usual: usualIs(null),
  learning: false,
  open: true,
  today: { created: 84, paid: 83, paidFen: 286_800 },
  lately: { made: 12, paid: 11 },
  issues: [],
  dayStartMs: NOON - 12 * 3_600_000,
  ...changes,
})

const seen = new Set<string>()
const light = (indicator: string, source: LightInput, alerts: FiringAlert[] = []): [string, string] => {
  const found = lightsOf(source, alerts).find((one) => one.indicator === indicator)!
  for (const { sentence } of lightsOf(source, alerts)) seen.add(sentence)
  return [found.level, found.sentence]
}

const calls = (durationMs: number, events = 100): Happened => ({ metric: 'call', events, durationMs })
const launches = (durationMs: number): Happened => ({ metric: 'launch', events: 20, durationMs })

describe('响应', () => {
  it.each<[string, Partial<LightInput> & { happened: Happened[] }, [string, string]]>([
    ['as always', { happened: [calls(700)], usual: usualIs(720) }, ['ok', '95% 的操作 0.7 秒内，和平时一样']],
    ['faster', { happened: [calls(400)], usual: usualIs(800) }, ['ok', '95% 的操作 0.4 秒内，比平时快']],
    ['slower, still good', { happened: [calls(900)], usual: usualIs(300) }, ['ok', '95% 的操作 0.9 秒内，平时 0.3 秒']],
    [
      'slow, worse than usual',
      { happened: [calls(2000)], usual: usualIs(800) },
      ['warn', '点单要等 2.0 秒，平时 0.8 秒'],
    ],
    ['slow, as always', { happened: [calls(2000)], usual: usualIs(2000) }, ['ok', '95% 的操作 2.0 秒内，和平时一样']],
    ['very slow', { happened: [calls(4000)], usual: usualIs(4000) }, ['crit', '点单要等 4.0 秒，和平时一样']],
    ['over ten seconds', { happened: [calls(12_345)], usual: usualIs(800) }, ['crit', '点单要等 12 秒，平时 0.8 秒']],
    [
      'learning',
      { happened: [calls(800)], learning: true, usual: usualIs(800) },
      ['none', '95% 在 0.8 秒内，还没得比'],
    ],
    ['learning, but slow', { happened: [calls(5000)], learning: true }, ['crit', '点单要等 5.0 秒，还没得比']],
    ['nothing known of the usual', { happened: [calls(1500)] }, ['warn', '点单要等 1.5 秒，还没得比']],
    ['hardly anybody there', { happened: [calls(9000, 4)] }, ['none', '这会儿没几位在点，没数据']],
    ['closed', { happened: [], open: false }, ['none', '打烊了，没人在点']],
    [
      'failing for several',
      { happened: [calls(100, 80), { metric: 'request', outcome: 'server', events: 20, users: 6 }] },
      ['crit', '6 位顾客点单老出错'],
    ],
    [
      'failing now and then',
      { happened: [calls(100, 95), { metric: 'request', outcome: 'server', events: 5, users: 3 }] },
      ['warn', '3 位顾客点单出过错'],
    ],
    [
      'failing for one person only',
      {
        happened: [calls(700, 80), { metric: 'request', outcome: 'server', events: 20, users: 1 }],
        usual: usualIs(700),
      },
      ['ok', '95% 的操作 0.7 秒内，和平时一样'],
    ],
  ])('%s', (_, source, expected) => {
    expect(light('response', input(source))).toEqual(expected)
  })
})

describe('交易', () => {
  const failed = (users: number): Happened => ({ metric: 'pay', outcome: 'timeout', events: users, users })
  const paid = (users: number): Happened => ({ metric: 'pay', events: users, users })
  it.each<[string, Partial<LightInput> & { happened?: Happened[] }, [string, string]]>([
    ['a good day', {}, ['ok', '84 位要付款，83 位付成了']],
    ['all paid', { today: { created: 11, paid: 11, paidFen: 1 } }, ['ok', '11 位要付款，都付成了']],
    ['nobody yet', { today: { created: 0, paid: 0, paidFen: 0 } }, ['ok', '今天还没有人下单']],
    ['closed', { today: { created: 0, paid: 0, paidFen: 0 }, open: false }, ['none', '打烊了，今天没有单']],
    ['orders not read', { today: null }, ['none', '还没读到订单，没数据']],
    ['payment broken', { happened: [failed(8), paid(2)] }, ['crit', '10 位要付款，只有 2 位付成']],
    ['payment dead', { happened: [failed(8)] }, ['crit', '8 位要付款，一位都没付成']],
    ['payment shaky', { happened: [failed(3), paid(10)] }, ['warn', '3 位顾客付款没一次付成']],
    ['one person’s bad luck', { happened: [failed(2)] }, ['ok', '84 位要付款，83 位付成了']],
    ['phones are silent, nobody pays', { lately: { made: 8, paid: 0 } }, ['crit', '刚才 8 单，一单都没付钱']],
    ['phones are silent, few pay', { lately: { made: 9, paid: 4 } }, ['crit', '刚才 9 单，只有 4 单付了钱']],
    ['three orders unpaid', { lately: { made: 3, paid: 0 } }, ['warn', '刚才 3 单，一单都没付钱']],
    [
      'phones believe that it was paid',
      { happened: [paid(9)], lately: { made: 9, paid: 1 } },
      ['crit', '刚才 9 单，只有 1 单付了钱'],
    ],
    ['two who went away', { lately: { made: 2, paid: 0 } }, ['ok', '84 位要付款，83 位付成了']],
    ['half of them paid', { lately: { made: 20, paid: 10 } }, ['ok', '84 位要付款，83 位付成了']],
    ['orders not read lately', { lately: null }, ['ok', '84 位要付款，83 位付成了']],
    [
      'people who changed their mind',
      { happened: [{ metric: 'pay', outcome: 'aborted', events: 9, users: 9 }, paid(1)] },
      ['ok', '84 位要付款，83 位付成了'],
    ],
  ])('%s', (_, source, expected) => {
    expect(light('transactions', input(source))).toEqual(expected)
  })
})

describe('负载', () => {
  const visitors = (events: number): Happened => ({ metric: 'session', events, users: events })
  it.each<[string, Partial<LightInput> & { happened?: Happened[] }, [string, string]]>([
    ['as usual', { happened: [visitors(23)], usual: usualIs(null, 25) }, ['ok', '30 分钟来了 23 位，和平时一样']],
    ['busier', { happened: [visitors(40)], usual: usualIs(null, 25) }, ['ok', '30 分钟来了 40 位，平时 25 位']],
    ['not known', { happened: [visitors(5)] }, ['ok', '30 分钟来了 5 位，云端没卡']],
    ['nobody', {}, ['none', '这会儿没人进店，没数据']],
    ['closed', { open: false }, ['none', '打烊了，没人进店']],
    [
      'functions stuck',
      { happened: [visitors(5), { metric: 'call', outcome: 'timeout', events: 5, users: 2 }] },
      ['warn', '云端 30 分钟卡住 5 次'],
    ],
  ])('%s', (_, source, expected) => {
    expect(light('load', input(source))).toEqual(expected)
  })
})

describe('错误', () => {
  const met = (users: number): Happened => ({ metric: 'error', label: 'f', outcome: 'business', events: users, users })
  it.each<[string, Partial<LightInput> & { happened?: Happened[] }, [string, string]]>([
    ['none', {}, ['ok', '今天没有新错误']],
    ['an old one', { issues: [issue(NOON - 86_400_000)], happened: [met(5)] }, ['ok', '今天没有新错误']],
    ['a new one', { issues: [issue(NOON)], happened: [met(8)] }, ['warn', '1 种新错误，8 位顾客碰到']],
    ['a new one, over', { issues: [issue(NOON)] }, ['ok', '今天有过 1 种新错误，这会儿没了']],
    ['learning', { learning: true }, ['none', '今天 0 个，再看几天']],
    [
      'learning, one seen',
      { learning: true, issues: [issue(0)], happened: [met(2)] },
      ['warn', '1 种错误，2 位顾客碰到'],
    ],
  ])('%s', (_, source, expected) => {
    expect(light('errors', input(source))).toEqual(expected)
  })
})

describe('体验', () => {
  it.each<[string, Partial<LightInput> & { happened?: Happened[] }, [string, string]]>([
    ['as always', { happened: [launches(1900)], usual: usualIs(1900) }, ['ok', '顾客 1.9 秒看到菜单，和平时一样']],
    ['slower', { happened: [launches(3400)], usual: usualIs(1900) }, ['warn', '要 3.4 秒才看到菜单，平时 1.9 秒']],
    [
      'far too slow',
      { happened: [launches(6000)], usual: usualIs(1900) },
      ['crit', '要 6.0 秒才看到菜单，平时 1.9 秒'],
    ],
    ['learning', { happened: [launches(2000)], learning: true }, ['none', '2.0 秒看到菜单，还没得比']],
    ['nobody', {}, ['none', '这会儿没几位打开，没数据']],
    ['closed', { open: false }, ['none', '打烊了，没人打开']],
  ])('%s', (_, source, expected) => {
    expect(light('experience', input(source))).toEqual(expected)
  })
})

describe('a light and the alert of its indicator', () => {
  const alert: FiringAlert = { indicator: 'transactions', severity: 'crit', title: '顾客付不了款' }

  it('a calm light takes the alert’s word', () => {
    expect(light('transactions', input(), [alert])).toEqual(['crit', '顾客付不了款'])
  })

  it('a worried one keeps its sentence, at the alert’s severity', () => {
    const happened: Happened[] = [
      { metric: 'pay', outcome: 'timeout', events: 3, users: 3 },
      { metric: 'pay', events: 10, users: 10 },
    ]
    expect(light('transactions', input({ happened }), [alert])).toEqual(['crit', '3 位顾客付款没一次付成'])
  })

  it('no other light changes', () => {
    expect(light('errors', input(), [alert])).toEqual(['ok', '今天没有新错误'])
  })

  it('several worried lights in an incident are one alert, and it says so', () => {
    const lights = lightsOf(input({ happened: [calls(9000), launches(9000)] }), [alert])
    expect(lightsNote(lights, true)).toBe('前 3 项算 1 起告警')
    expect(lightsNote(lights, false)).toBe('')
    expect(lightsNote(lights.slice(0, 1), true)).toBe('')
  })
})

it('no sentence of these tables is longer than 18 letters', () => {
  expect(seen.size).toBeGreaterThan(30)
  expect([...seen].filter((sentence) => lettersOf(sentence) > 18)).toEqual([])
})
