import type { Severity } from '../../../../contract/health'
import type { ErrorPage, ErrorStatus } from '../../../../contract/pages/errors'
import { clockTime } from '../../format/clockTime'
import { dayTime } from '../../format/dayName'
import type { Delta } from '../../format/delta'
import { duration } from '../../format/duration'
import { grouped } from '../../format/grouped'
import { moneyFigure } from '../../format/money'
import { percent } from '../../format/percent'
import { spaced } from '../../format/spaced'
import { levelWord } from '../../format/words'
import type { Moment } from '../../services/watchAnswer'
import type { Columns } from '../columns'
import type { Figure } from '../figures'
import type { Head } from '../head'
import type { PageQuery } from '../pageQuery'
import { type Breakdown, breakdownsOf } from './breakdowns'
import { errorColumns, stepTitle } from './errorColumns'
import { tagOf, usersWord } from './groupRow'
import { pagePath } from './pagePath'
import { releaseWords } from './remedies'
import { type SampleView, sampleView } from './sampleView'

/** Everything that the page of one error shows. */
export interface ErrorView {
  head: Head
  figures: Figure[]
  columns: Columns | null
  columnsTitle: string
  status: ErrorStatus
  /** under the buttons: what will happen */
  promise: string
  incident: { id: string; icon: Severity | 'ok'; title: string; note: string } | null
  message: string
  sample: SampleView | null
  breakdowns: Breakdown[]
  history: { key: string; when: string; text: string }[]
}

const promises: Record<ErrorStatus, string> = {
  open: '解决后如果再出现，会自动重新打开',
  solved: '再出现会自动重新打开',
  ignored: '不再算进要看的，数还记着',
}

/** Customers who have not got the new release yet are no surprise. */
const promiseOf = ({ status, fixed }: ErrorPage['group']): string =>
  status === 'solved' && fixed !== null
    ? `老版本里还会有，不算；${releaseWords(fixed)}再出现会自动重新打开`
    : promises[status]

export function errorView(page: ErrorPage, _moment: Moment, query: PageQuery): ErrorView {
  const { group, chart, zone, now, incident } = page
  const columns = errorColumns(chart, page, incident === null ? [] : [{ at: incident.from, name: '告警开始' }])
  return {
    head: headOf(page),
    figures: figuresOf(page),
    columns,
    columnsTitle: columns === null ? '' : stepTitle(columns),
    status: group.status,
    promise: promiseOf(group),
    incident: incident === null ? null : incidentRow(incident, zone, now),
    message: group.message === '' ? group.kind : `${group.kind}: ${group.message}`,
    sample: sampleView(page.samples, query, zone),
    breakdowns: breakdownsOf(page.breakdowns),
    history: page.history.map(({ at, by, text }) => ({
      key: `${at}${text}`,
      when: dayTime(at, now, zone),
      text: spaced(by === '' ? text : `${by}${text}`),
    })),
  }
}

function headOf({ group, zone, now }: ErrorPage): Head {
  const tag = tagOf(group)
  const since =
    group.firstAt === null
      ? ''
      : group.isNew
        ? `${dayTime(group.firstAt, now, zone)} 新出现`
        : `${dayTime(group.firstAt, now, zone)} 起就有`
  const last =
    group.lastAt === null ? '' : now - group.lastAt > 600_000 ? `，${clockTime(group.lastAt, zone)} 起没再发生` : ''
  return {
    icon: group.status === 'open' ? group.level : 'ok',
    // an error that has always been there is not judged, but there is data of it
    word: group.status !== 'open' ? tag : group.level === 'none' ? '老问题' : levelWord[group.level],
    when: since + last,
    title: `${usersWord(group)}碰到错误`,
    sentence: `在 ${pagePath(group.page)}，${versionsOf(group)}`,
  }
}

/** Where it came back matters more than where it began. */
const versionsOf = ({ isBack, fixed, newestRelease, release }: ErrorPage['group']): string =>
  isBack && fixed !== null && newestRelease !== '' ? `${newestRelease} 版里又出现了` : `最早见于 ${release}`

const plain = (words: string): Delta => ({ words, change: '' })

function figuresOf({ group, usersShare, countBefore, lost }: ErrorPage): Figure[] {
  const figures: Figure[] = [
    {
      label: '碰到的顾客',
      sign: '',
      number: grouped(group.users),
      unit: '位',
      delta: plain(usersShare === null ? '' : `所有顾客的 ${percent(usersShare)}`),
      spoken: `碰到的顾客 ${usersWord(group)}`,
    },
    {
      label: '次数',
      sign: '',
      number: grouped(group.count),
      unit: '次',
      delta: plain(countBefore === null ? '' : `之前 ${grouped(countBefore)} 次`),
      spoken: `次数 ${grouped(group.count)} 次`,
    },
  ]
  if (lost === null || lost.fen <= 0) return figures
  const money = moneyFigure(Math.round(lost.fen / 100) * 100)
  return [
    ...figures,
    {
      label: '少收约',
      ...money,
      delta: plain('同一起告警'),
      spoken: `少收约 ${money.sign}${money.number}${money.unit}`,
    },
  ]
}

function incidentRow(incident: NonNullable<ErrorPage['incident']>, zone: string, now: number): ErrorView['incident'] {
  const { id, name, from, to, severity } = incident
  const note =
    to === null
      ? `${clockTime(from, zone)} 起，已 ${duration(now - from)}`
      : `${clockTime(from, zone)}–${clockTime(to, zone)}，已恢复`
  return { id, icon: to === null ? severity : 'ok', title: `告警：${spaced(name.replace(/\n/g, ''))}`, note }
}
