import type { PlanUse } from '../../../../contract/pages/load'
import { counted } from '../../format/counted'
import { grouped } from '../../format/grouped'
import { wholePercent } from '../../format/percent'
import { usedUpWords } from '../../format/usedUp'
import type { Figure } from '../figures'
import type { Share } from '../shares'

/** 钱花在哪 */
export interface PlanView {
  note: string
  parts: Share[]
  rows: { kind: string; tone: Share['tone']; name: string; amount: string; points: string; share: string }[]
  own: string
  /** when it is used up at this pace; empty: it lasts the month */
  usedUp: string
  /** what the monitor does without, to leave the rest to the shop */
  shed: string
  spoken: string
}

const names: Record<PlanUse['parts'][number]['kind'], string> = {
  database: '数据库',
  traffic: '流量',
  compute: '函数运行',
  calls: '函数调用',
}

const tones: Share['tone'][] = ['second', 'quiet', 'pale', 'deep']
/** A part this wide has room for its name. */
const roomy = 0.3

const sources: Record<PlanUse['source'], string> = { meter: '', cloudbase: '', estimate: '，按跑过的估算' }

/** @param zone of the shop */
export function planView(plan: PlanUse, zone: string): PlanView {
  const { parts, own, shed, yuanPerMonth, source, told } = plan
  const price = yuanPerMonth === 0 ? '免费套餐' : `¥${yuanPerMonth} 套餐`
  return {
    note: `${told ? '本月' : '够用的是'} ${price}${sources[source]}`,
    parts: parts.map(({ kind, share }, index) => ({
      name: kind,
      share,
      tone: tones[index] ?? 'deep',
      label: share >= roomy ? `${names[kind]} ${wholePercent(share)}` : '',
    })),
    rows: parts.map(({ kind, amount, unit, points, share }, index) => ({
      kind,
      tone: tones[index] ?? 'deep',
      name: names[kind],
      amount: `${counted(amount)} ${unit}`,
      points: `${grouped(Math.round(points))} 点`,
      share: wholePercent(share),
    })),
    own: `其中看店自己用了 ${grouped(Math.round(own.points))} 点，占 ${wholePercent(own.share)}，约 ¥${own.yuan.toFixed(2)}`,
    usedUp: usedUpWords(plan.usedUp, zone),
    shed: shed.length === 0 ? '套餐快用完时它先停，不影响点单' : `套餐快用完，它先省着：${shed.join('、')}`,
    spoken: parts.map(({ kind, share }) => `${names[kind]} ${wholePercent(share)}`).join('，'),
  }
}

/** How much of the month's plan is used, and what that comes to. */
export function planFigures(plan: PlanUse): Figure[] {
  const { used, usedShare, points, forecast, forecastShare, daysLeft } = plan
  const percentFigure = (label: string, share: number | null, words: string): Figure => {
    const number = share === null ? '–' : String(Math.round(share * 100))
    return {
      label,
      sign: '',
      number,
      unit: share === null ? '' : '%',
      delta: { words, change: '' },
      spoken: `${label} ${number}%，${words}`,
    }
  }
  return [
    percentFigure('本月用了', usedShare, `${counted(used)} 点，套餐 ${counted(points)}`),
    percentFigure('照这样月底', forecastShare, lasting(points, forecast, daysLeft)),
  ]
}

/** How long so many points a month last. */
export function lasting(points: number, forecast: number | null, daysLeft: number | null): string {
  if (forecast === null) return '才几个小时，还看不出'
  if (daysLeft !== null) return daysLeft < 1 ? '今天就会用完' : `还能用 ${Math.floor(daysLeft)} 天`
  return forecast > points ? `会超 ${counted(forecast - points)} 点` : `能剩约 ${counted(points - forecast)} 点`
}
