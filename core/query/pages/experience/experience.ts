import type { MetricName } from '../../../../contract/metrics'
import type { ExperiencePage } from '../../../../contract/pages/experience'
import type { PageHead } from '../../../../contract/pages/parts'
import { againstUsual } from '../../compareUsual'
import { secondsText } from '../../words'
import type { PageKind } from '../answerPage'
import { chartOf } from '../chart'
import { contextRows } from '../dimensions'
import { distinctUsers } from '../distinctUsers'
import { apdexOf, figureOf, quantileOf, satisfactionOf, targetOf } from '../figures'
import { headOf } from '../head'
import { openVerdict } from '../openVerdict'
import type { PageSource } from '../pageSource'
import { launchSteps } from './launchSteps'
import { pageRows, sketchOfCustomers, worstComponents } from './pageRows'
import { ratingsOf } from './ratings'

/** What a customer waits for. */
const WAITS: readonly MetricName[] = ['launch', 'route', 'request', 'call']
const LAUNCH_LIMIT_MS = 5_000
/** Three of four see the menu at least so fast, as the light of the overview says it. */
const FIRST_SCREEN = quantileOf(0.75)

/** 体验. */
export const experiencePage: PageKind<ExperiencePage> = {
  metrics: [
    ...['launch', 'route', 'request', 'call', 'render', 'script', 'package', 'fcp', 'lcp', 'setData', 'jank', 'blank'],
    ...['weakNetwork', 'rage', 'rating', 'session'],
  ] as MetricName[],
  users: ['rage', 'weakNetwork', 'session'],
  dims: { metrics: ['launch'], spread: false },
  issues: false,
  usage: false,
  build: (source) => {
    const { measured, settings } = source
    const head = headOf(source)
    const targetMs = targetOf(settings, 'launch')
    const firstScreen = figureOf(source, ['launch'], FIRST_SCREEN)
    const waits = measured.sum(WAITS)
    const shares = satisfactionOf(waits, targetMs)
    const blank = measured.sum(['blank'])
    const launches = measured.sum(['launch']).sketch
    return {
      ...head,
      verdict: verdictOf(head, firstScreen),
      firstScreen,
      apdex: figureOf(source, WAITS, (merged) => apdexOf(merged, targetMs)),
      apdexTargetMs: targetMs,
      chart: chartOf(source, {
        ...{ unit: 'share', metrics: WAITS },
        lines: [{ id: 'apdex', value: (merged) => apdexOf(merged, targetMs) }],
      }),
      satisfaction: shares === null ? null : { ...shares, count: waits.ok + waits.failed },
      ratings: ratingsOf(source),
      rage: rageOf(source),
      launch: launchSteps(source),
      launchMean: launches?.mean ?? null,
      launchLimitMs: LAUNCH_LIMIT_MS,
      fcpMs: FIRST_SCREEN(sketchOfCustomers(measured, 'fcp')),
      lcpMs: FIRST_SCREEN(sketchOfCustomers(measured, 'lcp')),
      blank: { count: blank.failed, opened: blank.ok + blank.failed },
      pages: pageRows(source),
      components: worstComponents(source),
      devices: deviceRows(source),
      weakNetwork: weakNetworkOf(source),
    }
  },
}

/** Device classes of those who opened it; what a phone did not tell is left out of the shares. */
function deviceRows(source: PageSource): ExperiencePage['devices'] {
  const rows = (contextRows(source, ['launch']).device ?? []).filter(({ value }) => value !== 'unknown')
  const all = rows.reduce((sum, { attempts }) => sum + attempts.ok, 0)
  return rows.map(({ value, title, attempts, p50Ms }) => ({
    ...{ device: value, title, count: attempts.ok, share: all === 0 ? 0 : attempts.ok / all, launchMs: p50Ms },
  }))
}

function rageOf({ measured }: PageSource): ExperiencePage['rage'] {
  const { total, users } = measured.sum(['rage'])
  const targets = [...measured.byLabel('rage')].map(([target, merged]) => ({ target, count: merged.total }))
  return {
    count: total,
    users: distinctUsers(users).count,
    targets: targets.sort((a, b) => b.count - a.count || (a.target < b.target ? -1 : 1)),
  }
}

/** Of everybody who came, how many met a weak network. */
function weakNetworkOf({ measured, history, plan }: PageSource): ExperiencePage['weakNetwork'] {
  const share = (weak: ReadonlySet<string>, all: ReadonlySet<string>): number | null =>
    all.size === 0 ? null : Math.min(1, distinctUsers(weak).count / distinctUsers(all).count)
  const [earlier] = plan.earlier
  const people = (metric: MetricName): Set<string> =>
    new Set(
      earlier === undefined ? [] : [...history.labels(metric, earlier).values()].flatMap(({ users }) => [...users]),
    )
  const before = share(people('weakNetwork'), people('session'))
  return {
    value: share(measured.sum(['weakNetwork']).users, measured.sum(['session']).users),
    before,
    beforeLabel: before === null ? '' : (earlier?.label ?? ''),
  }
}

const GOOD_MS = 2_000
const POOR_MS = 5_000

function verdictOf(
  head: Omit<PageHead, 'verdict'>,
  { value, before }: ExperiencePage['firstScreen'],
): PageHead['verdict'] {
  const open = openVerdict(head)
  if (open !== null) return open
  if (value === null) return { level: 'none', title: '这段时间没人打开，\n顺不顺还看不出', sentence: '' }
  const seconds = secondsText(value)
  if (value > POOR_MS) return { level: 'crit', title: '打开太慢了', sentence: `要 ${seconds}才看到菜单` }
  const against = againstUsual(value, before)
  if (value > GOOD_MS && against !== 'same' && against !== 'better')
    return { level: 'warn', title: '打开有点慢', sentence: `要 ${seconds}才看到菜单` }
  const title = { same: '打开和平时一样快', better: '打开比平时快', worse: '打开比平时慢点', unknown: '打开挺快' }[
    against
  ]
  return { level: 'ok', title, sentence: '' }
}
