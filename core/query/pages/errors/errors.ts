import type { ErrorsPage } from '../../../../contract/pages/errors'
import type { Figure, PageHead } from '../../../../contract/pages/parts'
import type { PageKind } from '../answerPage'
import { chartOf } from '../chart'
import { distinctUsers } from '../distinctUsers'
import { figureOf } from '../figures'
import { headOf } from '../head'
import { openVerdict } from '../openVerdict'
import type { PageSource } from '../pageSource'
import { errorGroups } from './groups'

/** 错误. */
export const errorsPage: PageKind<ErrorsPage> = {
  metrics: ['error', 'session'],
  users: ['error'],
  dims: null,
  issues: true,
  usage: false,
  build: (source) => {
    const head = headOf(source)
    const groups = errorGroups(source)
    const count = figureOf(source, ['error'], ({ total }) => total)
    return {
      ...head,
      verdict: verdictOf(head, groups, count),
      count,
      users: usersFigure(source),
      rate: rateFigure(source, count),
      chart: chartOf(source, {
        ...{ unit: 'events', metrics: ['error'] },
        lines: [{ id: 'count', value: ({ total }) => total }],
      }),
      groups,
    }
  },
}

/** Earlier days keep the people of each label, not of all together. */
function usersFigure({ measured, history, plan }: PageSource): Figure {
  const [earlier] = plan.earlier
  const before = earlier === undefined ? new Map() : history.labels('error', earlier)
  const users = new Set([...before.values()].flatMap((merged) => [...merged.users]))
  return {
    value: measured.any ? distinctUsers(measured.sum(['error']).users).count : null,
    before: before.size === 0 ? null : distinctUsers(users).count,
    beforeLabel: before.size === 0 ? '' : (earlier?.label ?? ''),
  }
}

function rateFigure(source: PageSource, count: Figure): Figure {
  const visits = figureOf(source, ['session'], ({ total }) => total)
  const share = (errors: number | null, of: number | null) => (errors === null || !of ? null : errors / of)
  return {
    value: share(count.value, visits.value),
    before: share(count.before, visits.before),
    beforeLabel: count.beforeLabel,
  }
}

function verdictOf(head: Omit<PageHead, 'verdict'>, groups: ErrorsPage['groups'], count: Figure): PageHead['verdict'] {
  const open = openVerdict(head)
  if (open !== null) return open
  if (count.value === null) return { level: 'none', title: '这段时间没数据，\n好不好还看不出', sentence: '' }
  const fresh = groups.filter(({ level }) => level === 'warn')
  const [worst] = fresh
  if (worst !== undefined) {
    const title = `${worst.users} 位顾客碰到新错误`
    return { level: 'warn', title, sentence: fresh.length > 1 ? `一共 ${fresh.length} 种新的` : '' }
  }
  if (count.value === 0) return { level: 'ok', title: '一个错误都没有', sentence: '' }
  const title = groups.some(({ isNew }) => isNew) ? '有零星新错误' : '都是老错误，没有新的'
  return { level: 'ok', title, sentence: '' }
}
