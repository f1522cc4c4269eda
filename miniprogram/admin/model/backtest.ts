import type { BacktestAlert, BacktestPage } from '../../../contract/pages/backtest'
import { clockTime } from '../format/clockTime'
import { dateName, weekdayName } from '../format/dayName'
import { duration } from '../format/duration'
import { wholePercent } from '../format/percent'
import { spaced } from '../format/spaced'

/** What a rule would have told of the last weeks. */
export interface BacktestView {
  title: string
  /** '10 月 30 日到 11 月 29 日' */
  stretch: string
  /** how often a week, and on how many of the days */
  often: string
  icon: 'crit' | 'warn'
  /** newest first */
  rows: { key: string; text: string; note: string }[]
  /** rows before the rest is asked for */
  few: number
  more: string
  /** which of it is estimated, and how */
  estimates: string[]
}

const few = 10
const askedDays = 30
/** So much of the time untold is told. */
const tellingShare = 0.01

export function backtestView(page: BacktestPage): BacktestView {
  const { alerts, from, to, zone, severity } = page
  return {
    title: titleOf(page),
    stretch: to <= from ? '' : `${dateName(from, zone)}到 ${dateName(to - 1, zone)}`,
    often: oftenOf(page),
    icon: severity,
    rows: alerts.map((alert) => rowOf(alert, zone)),
    few,
    more: alerts.length <= few ? '' : `看全部 ${alerts.length} 次`,
    estimates: estimatesOf(page),
  }
}

/** In whole days; a young shop's record counts by hours. */
const lengthOf = ({ from, to }: BacktestPage): string => duration(to - from)

function titleOf(page: BacktestPage): string {
  if (page.to <= page.from || page.untold >= 1) return '过去的数据不够，算不出来'
  const { length } = page.alerts
  return `过去 ${lengthOf(page)}${length === 0 ? '不会叫人' : `会叫 ${length} 次`}`
}

function oftenOf({ alerts, perWeek, byDay }: BacktestPage): string {
  if (alerts.length === 0) return ''
  const days = byDay.filter((day) => day.alerts > 0).length
  return `${perWeek === null ? '' : `平均一周 ${perWeek} 次，`}${byDay.length} 天里有 ${days} 天会叫`
}

const rowOf = ({ since, until, sentence }: BacktestAlert, zone: string): BacktestView['rows'][number] => ({
  key: String(since),
  text: spaced(sentence),
  note: `${dateName(since, zone)} ${weekdayName(since, zone)} ${clockTime(since, zone)} 起，${
    until === null ? '到最后还没好' : duration(until - since)
  }`,
})

function estimatesOf(page: BacktestPage): string[] {
  const { untold, usersEstimated, from, to } = page
  if (to <= from) return []
  const isYoung = to - from < (askedDays - 1) * 86_400_000
  return [
    isYoung ? `只存了 ${lengthOf(page)}的数据，先按这些算` : '',
    usersEstimated ? '几位顾客碰到是估的：过去只按小时记是哪些顾客' : '',
    '快慢按 5 分钟一段算，开始和结束可能差几分钟',
    untold >= tellingShare ? `有 ${wholePercent(untold)} 的时间数据太少，说不准，没算进去` : '',
  ].filter((words) => words !== '')
}

/** What is being done, after so long of waiting. @param waitedMs */
export function progressWords(waitedMs: number): string {
  if (waitedMs < 2_000) return '正在读 30 天的数据'
  return `正在一分钟一分钟地重算，已 ${duration(waitedMs)}`
}
