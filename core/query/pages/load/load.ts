import type { LoadPage } from '../../../../contract/pages/load'
import type { PageHead } from '../../../../contract/pages/parts'
import { MINUTE_MS } from '../../../time/units'
import type { PageKind } from '../answerPage'
import { chartOf } from '../chart'
import { distinctUsers } from '../distinctUsers'
import { figureOf } from '../figures'
import { headOf } from '../head'
import { openVerdict } from '../openVerdict'
import type { PageSource } from '../pageSource'
import { coldStartsOf, concurrencyMost, functionRows, slowQueries } from './functions'
import { monitorHealth } from './monitor'
import { planUse } from './usage'
import { warmingOf } from './warming'

/** 负载. */
export const loadPage: PageKind<LoadPage> = {
  metrics: ['handler', 'call', 'coldStart', 'instanceMemory', 'query', 'memory', 'session'],
  users: ['memory'],
  dims: null,
  issues: false,
  usage: true,
  outlook: 'visits',
  build: (source) => {
    const { measured, usage } = source
    const head = headOf(source)
    // functions that are not watched are told as phones see them
    const metric = measured.sum(['handler']).total > 0 ? 'handler' : 'call'
    const used = planUse(source, usage)
    const slow = slowQueries(source)
    const monitor = monitorHealth(source, head)
    return {
      ...head,
      verdict: verdictOf(head, { used, slow, monitor }),
      plan: used,
      chart: chartOf(source, {
        ...{ unit: 'events', metrics: [metric] },
        lines: [{ id: 'perMinute', value: ({ total }, slotMs) => total / (slotMs / MINUTE_MS) }],
      }),
      concurrencyMost: concurrencyMost(source, metric),
      functions: functionRows(source, usage),
      coldStarts: coldStartsOf(source),
      slowQueries: slow,
      memoryWarnings: memoryWarnings(source),
      monitor,
      warming: warmingOf(source, usage),
    }
  },
}

function memoryWarnings(source: PageSource): LoadPage['memoryWarnings'] {
  const { measured } = source
  const levels = [...measured.byLabel('memory')].map(([level, { total }]) => ({ level, count: total }))
  return {
    ...figureOf(source, ['memory'], ({ total }) => total),
    users: distinctUsers(measured.sum(['memory']).users).count,
    levels: levels.sort((a, b) => b.count - a.count || (a.level < b.level ? -1 : 1)),
  }
}

/** Slow calls of the database that are no accident any more. */
const SEVERAL_SLOW = 10
const NEARLY = 0.9

function verdictOf(
  head: Omit<PageHead, 'verdict'>,
  { used, slow, monitor }: { used: LoadPage['plan']; slow: LoadPage['slowQueries']; monitor: LoadPage['monitor'] },
): PageHead['verdict'] {
  const open = openVerdict(head)
  if (open !== null) return open
  if (used?.told === true && used.usedShare >= 1)
    return { level: 'crit', title: '套餐用完了', sentence: '点单随时会停，快去升级套餐' }
  if (used?.told === true && used.daysLeft !== null)
    return {
      level: 'warn',
      title: `套餐还够 ${Math.max(1, Math.floor(used.daysLeft))} 天`,
      sentence: '照这样撑不到月底',
    }
  if (monitor.jobs.some(({ late }) => late))
    return { level: 'warn', title: '看店自己停了', sentence: '定时任务没有按时跑' }
  const [worst] = slow.rows
  const enough = used?.told !== true ? '' : (used.forecastShare ?? 0) > NEARLY ? '套餐刚够用，\n' : '套餐够用，\n'
  if (worst !== undefined && slow.count >= SEVERAL_SLOW)
    return {
      level: 'warn',
      title: `${enough}数据库查得慢`,
      sentence: `${worst.label} 最慢 ${(worst.maxMs / 1000).toFixed(1)} 秒`,
    }
  if (!head.foldedThrough) return { level: 'none', title: '还没有数据，\n忙不忙还看不出', sentence: '' }
  return { level: 'ok', title: `${enough}云端没有卡`, sentence: '' }
}
