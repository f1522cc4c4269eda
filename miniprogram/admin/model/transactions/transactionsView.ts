import type { Reason, TransactionsPage } from '../../../../contract/pages/transactions'
import type { Trend } from '../../../../contract/pages/trend'
import { clockRange, clockTime } from '../../format/clockTime'
import { delta } from '../../format/delta'
import { grouped } from '../../format/grouped'
import { money, moneyFigure } from '../../format/money'
import { percentNumber } from '../../format/percent'
import type { BandChart } from '../../plot/bandChart'
import type { Moment } from '../../services/watchAnswer'
import { figureOf } from '../compared'
import type { Figure } from '../figures'
import { freshnessOf } from '../freshness'
import type { FunnelStep } from '../funnel'
import type { Head } from '../head'
import { headOfPage } from '../pageHead'
import type { PageQuery } from '../pageQuery'
import { rangeChips } from '../ranges'
import { lossWords, withinWords } from '../trendChart'
import { type PageWhyView, pageWhyView } from '../why/pageWhy'
import { type TodoRow, todoOf } from './caseList'
import { type DishTable, dishTable } from './dishTable'
import { funnelSentence, funnelSteps } from './funnelSteps'
import { type HeatView, heatView } from './heatView'
import { type KitchenView, kitchenView } from './kitchenView'
import { type TruthView, truthTable } from './truthTable'

/** Everything that the page 交易 shows. */
export interface TransactionsView {
  head: Head
  figures: Figure[]
  chart: BandChart | null
  pace: string
  todo: TodoRow[]
  why: PageWhyView | null
  funnel: FunnelStep[]
  funnelNote: string
  truth: TruthView | null
  kitchen: KitchenView | null
  dishes: DishTable | null
  heat: HeatView | null
  facts: { name: string; text: string }[]
  ranges: ReturnType<typeof rangeChips>
  demo: boolean
}

type Lost = NonNullable<TransactionsPage['lost']>

export function transactionsView(page: TransactionsPage, moment: Moment, query: PageQuery): TransactionsView {
  const freshness = freshnessOf(page, moment.now)
  return {
    head: headOfPage(page, freshness),
    figures: figuresOf(page),
    chart: chartOf(page, freshness.stale ? clockTime(freshness.asOf, page.zone) : null),
    pace: paceOf(page),
    todo: todoOf(page),
    why: pageWhyView(page.why, page.zone),
    funnel: funnelSteps(page.funnel),
    funnelNote: funnelSentence(page.funnel),
    truth: truthTable(page.truth),
    kitchen: kitchenView(page.kitchen),
    dishes: dishTable(page.dishes, page.money, query, page.net.beforeLabel),
    heat: heatView(page.heat, page.now, page.zone),
    facts: factsOf(page),
    ranges: rangeChips(query, page.zone),
    demo: page.demo,
  }
}

function figuresOf({ net, valid, range }: TransactionsPage): Figure[] {
  const isToday = range.name === 'today'
  const income = figureOf(net, {
    label: isToday ? '今日实收' : '实收',
    unit: '',
    number: (fen) => moneyFigure(fen).number,
    compare: delta,
  })
  const shown = net.value === null ? income : { ...income, ...moneyFigure(net.value) }
  return [shown, figureOf(valid, { label: '付成没退的', unit: '单', number: grouped, compare: delta })]
}

function chartOf({ trend, lost = null, zone }: TransactionsPage, staleAt: string | null): BandChart | null {
  const last = trend === null ? null : ([...trend.today].reverse().find((orders) => orders !== null) ?? null)
  if (trend === null || last === null) return null
  const next = staleAt === null ? trend.forecast : null
  return {
    title: `最近 ${trend.windowMinutes} 分钟订单`,
    note: next === null ? '' : `${withinWords(next.withinMinutes)}还有约`,
    noteStrong: next === null ? '' : `${Math.round(next.orders)} 单`,
    unit: '单',
    zone,
    at: trend.at,
    today: trend.today,
    low: trend.low,
    high: trend.high,
    bandLabel: trend.bandLabel,
    endLabel: `${staleAt === null ? '今天' : `${staleAt} 时`} ${last} 单`,
    strips: trend.incidents.map(({ from, to, name, severity }) => ({
      from,
      to,
      name: name.slice(0, 8),
      tone: severity,
    })),
    events: [],
    loss: lossOf(trend, lost),
    ahead: trend.expected === null || staleAt !== null ? null : { amounts: aheadOf(trend, trend.expected), label: '' },
  }
}

/** A window that ends after the incident still lacks what it cost. */
function lossOf({ high, at, windowMinutes }: Trend, lost: Lost | null): BandChart['loss'] {
  if (lost === null || (lost.to !== null && lost.to < (at[0] ?? 0)) || high.every((orders) => orders === null))
    return null
  const to = lost.to === null ? null : lost.to + windowMinutes * 60_000
  return { from: lost.from, to, label: lossWords(lost.orders) }
}

/** What is expected of the windows to come: the dashed line goes on from the last point. */
function aheadOf({ today }: Trend, expected: readonly number[]): (number | null)[] {
  const last = today.map((orders) => orders !== null).lastIndexOf(true)
  return expected.map((orders, index) => (index < last ? null : index === last ? (today[last] ?? null) : orders))
}

function paceOf({ perMinute, average, compared, lost = null, zone }: TransactionsPage): string {
  const parts = [
    perMinute === null ? '' : `现在每分钟 ${perMinute.toFixed(1)} 单`,
    average.value === null ? '' : `客单 ${money(average.value)}`,
    lost === null ? '' : `${lostWhen(lost, zone)} ${lossWords(lost.orders)}、${money(lost.fen)}`,
    ...compared.slice(1).map(({ label, orders, netFen }) => `${label} ${orders} 单、${money(netFen)}`),
  ]
  return parts.filter((part) => part !== '').join('，')
}

const lostWhen = ({ from, to }: Lost, zone: string): string =>
  to === null ? `${clockTime(from, zone)} 起` : clockRange(from, to, zone)

function factsOf({
  refunds,
  cancelled,
  customers,
  paymentSuccess,
  truth,
}: TransactionsPage): TransactionsView['facts'] {
  const unpaid = Object.entries(truth.cells).map(([phone, row]) => [phone, row.unpaid] as const)
  const of = (phone: string): number => unpaid.find(([name]) => name === phone)?.[1] ?? 0
  const left = unpaid.reduce((sum, [, count]) => sum + count, 0)
  const { fresh, returning } = customers
  return [
    {
      name: `退款 ${refunds.count} 单`,
      text: refunds.count === 0 ? '没有' : `${money(refunds.fen)}${reasonsText(refunds.reasons)}`,
    },
    {
      name: `没付成 ${left} 单`,
      text: left === 0 ? '没有' : `失败 ${of('failed')}，自己取消 ${of('cancelled')}，没返回 ${of('silent')}`,
    },
    {
      name: `取消 ${cancelled.count} 单`,
      text: cancelled.count === 0 ? '没有' : reasonsText(cancelled.reasons).slice(1),
    },
    ...(fresh + returning === 0 ? [] : [{ name: '顾客', text: `老客 ${returning} 位，新客 ${fresh} 位` }]),
    ...(paymentSuccess.value === null
      ? []
      : [{ name: '手机付款', text: `${percentNumber(paymentSuccess.value)}% 一次付成` }]),
  ]
}

const reasonsShown = 2
const reasonsText = (reasons: readonly Reason[]): string =>
  reasons.length === 0
    ? ''
    : `：${reasons
        .slice(0, reasonsShown)
        .map(({ reason, count }) => `${reason} ${count} 单`)
        .join('，')}`
