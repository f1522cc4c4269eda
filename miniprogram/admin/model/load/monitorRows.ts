import type { LoadPage, MonitorHealth } from '../../../../contract/pages/load'
import { clockTime } from '../../format/clockTime'
import { ago, duration } from '../../format/duration'
import { grouped } from '../../format/grouped'

/** 看店自己好不好 */
export interface MonitorRow {
  key: string
  icon: 'ok' | 'warn' | 'none'
  name: string
  note: string
}

const jobName: Record<MonitorHealth['jobs'][number]['job'], string> = {
  aggregate: '每分钟巡检',
  compact: '每小时归档',
  watchdog: '巡检的看守',
}

/** Why measurements were not kept, in words; a reason without one is shown as it is. */
const reasonName: Record<string, string> = {
  queue_full: '手机上排不下',
  disk_full: '手机存不下',
  disk_corrupt: '手机上存坏了',
  too_old: '放太久',
  no_consent: '顾客没同意',
  paused: '云端叫停',
  session_budget: '一次打开报得太多',
  too_large: '太大',
  malformed: '看不懂',
  unknown_metric: '不认识',
  too_late: '来得太晚',
  too_early: '时间不对',
  cardinality: '并进了其他',
  rate_limited: '报得太勤',
  not_release: '开发版和体验版',
  killed: '没来得及存就被关了',
}

export function monitorRows({ monitor, zone }: LoadPage, now: number): MonitorRow[] {
  const jobs = monitor.jobs.map(
    ({ job, at, late }): MonitorRow => ({
      key: job,
      icon: at === null ? 'none' : late ? 'warn' : 'ok',
      name: jobName[job],
      note: at === null ? '还没跑过' : `${ago(at, now)}${late ? '，晚了' : ''}`,
    }),
  )
  return [...jobs, gapRow(monitor, zone), droppedRow(monitor), ...staffRows(monitor)]
}

function gapRow({ gaps }: MonitorHealth, zone: string): MonitorRow {
  const [first] = gaps
  if (first === undefined) return { key: 'gaps', icon: 'ok', name: '收数没断过', note: '' }
  const note = `${clockTime(first.from, zone)} 起 ${duration(first.to - first.from)}${gaps.length > 1 ? ' 等' : ''}`
  return { key: 'gaps', icon: 'warn', name: `收数中断 ${gaps.length} 次`, note }
}

const isStaff = ({ reason }: MonitorHealth['dropped'][number]): boolean => reason === 'staff'

function droppedRow(monitor: MonitorHealth): MonitorRow {
  const dropped = monitor.dropped.filter((one) => !isStaff(one))
  const total = dropped.reduce((sum, { count }) => sum + count, 0)
  const [first] = [...dropped].sort((a, b) => b.count - a.count)
  if (first === undefined || total === 0) return { key: 'dropped', icon: 'ok', name: '没有丢弃的数据', note: '' }
  const reason = reasonName[first.reason] ?? first.reason
  const note = `${grouped(total)} 条，${dropped.length > 1 ? '多半是' : ''}${reason}`
  return { key: 'dropped', icon: 'ok', name: '丢弃的数据', note }
}

/** Not thrown away for a fault: it tells nothing of customers. */
const staffRows = ({ dropped }: MonitorHealth): MonitorRow[] =>
  dropped.filter(isStaff).map(({ count }) => ({
    key: 'staff',
    icon: 'ok',
    name: '店里人自己打开的',
    note: `${grouped(count)} 条，没算进顾客`,
  }))
