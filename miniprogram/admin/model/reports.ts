import type { IncidentReview } from '../../../contract/pages/incidents'
import type { ReportDay, Reports, SlaCard } from '../../../contract/pages/reports'
import { clockRange, clockTime } from '../format/clockTime'
import { dateName, weekdayName } from '../format/dayName'
import { delta } from '../format/delta'
import { duration } from '../format/duration'
import { grouped } from '../format/grouped'
import { money } from '../format/money'
import { spaced } from '../format/spaced'
import type { Figure } from './figures'
import type { Head } from './head'

export interface ReportRow {
  day: string
  name: string
  icon: 'ok' | 'warn' | 'crit' | 'none'
  orders: string
  money: string
  /** against the same weekday before */
  change: string
  incidents: { id: string; text: string; icon: 'warn' | 'crit'; learnt: string }[]
  spoken: string
}

/** What the card for sharing says, line by line. */
export interface SlaPicture {
  shop: string
  span: string
  share: string
  sentence: string
  facts: { name: string; value: string }[]
  foot: string
}

export interface ReportsView {
  head: Head
  figures: Figure[]
  rows: ReportRow[]
  cards: SlaPicture[]
}

export function reportsView(reports: Reports): ReportsView {
  const { zone } = reports
  const [yesterday] = reports.days
  const open = yesterday?.incidents.filter(({ to }) => to === null).length ?? 0
  return {
    head: headOf(yesterday, open, zone),
    figures: yesterday === undefined ? [] : figuresOf(yesterday, zone),
    rows: reports.days.map((day) => rowOf(day, zone)),
    cards: reports.cards.map((card) => pictureOf(card, reports)),
  }
}

function headOf(day: ReportDay | undefined, open: number, zone: string): Head {
  if (day === undefined || !day.watched)
    return { icon: 'none', word: '没数据', when: '', title: '还没有一整天', sentence: '明天早上 9 点有第一份日报' }
  const count = day.incidents.length
  const when = `昨天，${dateName(day.from, zone)} ${weekdayName(day.from, zone)}`
  const lost = day.incidents.reduce((sum, { fen }) => sum + (fen ?? 0), 0)
  const sentence = lost > 0 ? `约少收 ${money(Math.round(lost / 100) * 100)}` : ''
  if (open > 0) return { icon: 'crit', word: '还没好', when, title: `有 ${open} 件事还没好`, sentence }
  if (count > 0) return { icon: 'warn', word: '出过事', when, title: `出过 ${count} 次事，都好了`, sentence }
  return { icon: 'ok', word: '正常', when, title: '没出过事', sentence: '' }
}

function figuresOf({ orders, revenueFen, before, from }: ReportDay, zone: string): Figure[] {
  const label = `上${weekdayName(from, zone)}`
  const against = (now: number, past: number | undefined) =>
    past === undefined ? { words: '还没得比', change: '' } : delta(now, past, label)
  const income = against(revenueFen, before?.revenueFen)
  const count = against(orders, before?.orders)
  return [
    {
      label: '实收',
      ...figureOf(money(revenueFen)),
      delta: income,
      spoken: `实收 ${money(revenueFen)}，${income.words}${income.change}`,
    },
    {
      label: '订单',
      sign: '',
      number: grouped(orders),
      unit: '单',
      delta: count,
      spoken: `订单 ${grouped(orders)} 单，${count.words}${count.change}`,
    },
  ]
}

const figureOf = (text: string): { sign: string; number: string; unit: string } => ({
  sign: '¥',
  number: text.replace(/[¥万]/g, ''),
  unit: text.endsWith('万') ? '万' : '',
})

function rowOf(day: ReportDay, zone: string): ReportRow {
  const worst = day.incidents.some(({ severity }) => severity === 'crit') ? 'crit' : 'warn'
  const compared = day.before === null ? null : delta(day.revenueFen, day.before.revenueFen, '')
  const change = compared === null ? '还没得比' : compared.change === '' ? '持平' : compared.change
  const name = `${weekdayName(day.from, zone)} ${dateName(day.from, zone)}`
  const incidents = day.incidents.map(({ id, title, severity, from, to, review }) => {
    const times =
      to === null ? `${clockTime(from, zone)} 起，还没好` : `${clockRange(from, to, zone)}，${duration(to - from)}`
    return { id, icon: severity, text: `${spaced(title.replace(/\n/g, ''))}，${times}`, learnt: learntOf(review) }
  })
  return {
    day: day.day,
    name,
    icon: incidents.length > 0 ? worst : day.watched ? 'ok' : 'none',
    orders: `${grouped(day.orders)} 单`,
    money: `¥${grouped(Math.round(day.revenueFen / 100))}`,
    change,
    incidents,
    spoken: `${name}，${grouped(day.orders)} 单，实收 ${money(day.revenueFen)}，比上周 ${change}，${incidents.length > 0 ? `${incidents.length} 次事` : day.watched ? '没出过事' : '那天还没在看'}`,
  }
}

/** What was found, and what is changed. */
const learntOf = (review: IncidentReview | null): string =>
  review === null
    ? ''
    : `因为${spaced(review.why).replace(/[。，；！？,.;!?]+$/, '')}。${review.change === '' ? '还没定改什么' : `以后：${spaced(review.change)}`}`

/** 99.96 is 100 only if nothing failed. */
export function shareText(share: number | null): string {
  if (share === null) return '没数据'
  if (share === 1) return '100%'
  return `${Math.min(99.9, Math.floor(share * 1000) / 10).toFixed(1)}%`
}

function pictureOf(card: SlaCard, { store, zone }: Reports): SlaPicture {
  const { days, openMinutes, brokenMinutes, incidents, mttaMs, mttrMs, calmDays, orders, revenueFen, lostFen } = card
  const share = shareText(card.okShare)
  const sentence =
    days === 0
      ? '还没有看完一整天'
      : card.okShare === null
        ? '这段时间没开门'
        : brokenMinutes === 0
          ? `开门 ${Math.round(openMinutes / 60)} 小时，一直点得了单`
          : `开门 ${Math.round(openMinutes / 60)} 小时，有 ${brokenMinutes} 分钟点不好单`
  const facts = [
    { name: '出过事', value: incidents === 0 ? '没有' : `${incidents} 次` },
    { name: '平均多久接手', value: mttaMs === null ? '—' : duration(mttaMs) },
    { name: '平均多久好', value: mttrMs === null ? '—' : duration(mttrMs) },
    { name: '最长没出大事', value: `${calmDays} 天` },
    ...(orders === null ? [] : [{ name: '订单', value: `${grouped(orders)} 单` }]),
    ...(revenueFen === null ? [] : [{ name: '实收', value: money(revenueFen) }]),
    ...(lostFen === null || lostFen === 0 ? [] : [{ name: '约少收', value: money(Math.round(lostFen / 100) * 100) }]),
  ]
  return {
    shop: store.branch === '' ? store.name : `${store.name} ${store.branch}`,
    span: days === 0 ? '刚开始看' : `近 ${days} 天，${dateName(card.from, zone)}–${dateName(card.to - 1, zone)}`,
    share,
    sentence,
    facts: facts.slice(0, 6),
    foot: '看店 · 数据都在自己的微信云里',
  }
}
