import type { Chain, ChainStore } from '../../../contract/pages/chain'
import { clockTime } from '../format/clockTime'
import { delta } from '../format/delta'
import { duration } from '../format/duration'
import { grouped } from '../format/grouped'
import { money } from '../format/money'
import { spaced } from '../format/spaced'
import { levelWord } from '../format/words'
import type { Figure } from './figures'
import type { Head } from './head'

export interface ChainRow {
  id: string
  icon: 'ok' | 'warn' | 'crit' | 'none'
  name: string
  word: string
  sentence: string
  money: string
  note: string
  loud: boolean
  current: boolean
  spoken: string
}

export interface ChainView {
  head: Head
  figures: Figure[]
  rows: ChainRow[]
}

/**
 * @param current the store this phone shows
 * @param now epoch ms on the cloud's clock
 */
export function chainView({ stores }: Chain, current: string | null, now: number): ChainView {
  return { head: headOf(stores), figures: figuresOf(stores), rows: stores.map((store) => rowOf(store, current, now)) }
}

function headOf(stores: readonly ChainStore[]): Head {
  const count = (level: ChainStore['level']) => stores.filter((store) => store.level === level).length
  const [crit, warn, none] = [count('crit'), count('warn'), count('none')]
  const when = `${stores.length} 家店，最要紧的在上`
  if (crit > 0)
    return {
      icon: 'crit',
      word: levelWord.crit,
      when,
      title: `${crit} 家店出了大事`,
      sentence: warn > 0 ? `还有 ${warn} 家要看一眼` : '',
    }
  if (warn > 0) return { icon: 'warn', word: levelWord.warn, when, title: `${warn} 家店要看一眼`, sentence: '' }
  if (none > 0)
    return {
      icon: 'none',
      word: levelWord.none,
      when,
      title: `${none} 家店不知道现在怎样`,
      sentence: '监控没跑，看设置里的诊断',
    }
  return { icon: 'ok', word: levelWord.ok, when, title: '家家正常', sentence: '' }
}

function figuresOf(stores: readonly ChainStore[]): Figure[] {
  const revenue = stores.reduce((sum, { today }) => sum + today.revenueFen, 0)
  const orders = stores.reduce((sum, { today }) => sum + today.orders, 0)
  const compared = stores.every(({ today }) => today.comparison !== null)
  const label = stores[0]?.today.comparison?.label ?? ''
  const before = (of: 'orders' | 'revenueFen') =>
    stores.reduce((sum, { today }) => sum + (today.comparison?.[of] ?? 0), 0)
  const against = (nowSum: number, past: number) =>
    compared ? delta(nowSum, past, label) : { words: '还没得比', change: '' }
  const income = against(revenue, before('revenueFen'))
  const count = against(orders, before('orders'))
  const text = money(revenue)
  return [
    {
      label: '今日实收，合计',
      sign: '¥',
      number: text.replace(/[¥万]/g, ''),
      unit: text.endsWith('万') ? '万' : '',
      delta: income,
      spoken: `合计实收 ${text}，${income.words}${income.change}`,
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

function rowOf(store: ChainStore, current: string | null, now: number): ChainRow {
  const { id, branch, level, incident, incidents, lostFen, today, open, zone, foldedThrough } = store
  const name = branch === '' ? store.name : branch
  // nothing is known of it: none is not zero
  const isNew = foldedThrough === null && today.orders === 0
  const sentence =
    incident === null
      ? level === 'none'
        ? foldedThrough === null
          ? '还没有数据'
          : `${clockTime(foldedThrough, zone)} 后没数据`
        : open
          ? '在营业'
          : '打烊了'
      : `${spaced(incident.title.replace(/\n/g, ''))}，已 ${duration(now - incident.openedAt)}`
  const lost = lostFen !== null && lostFen > 0 ? `约少收 ${money(Math.round(lostFen / 100) * 100)}` : ''
  const holder = incident === null ? '' : incident.by === null ? '没人接手' : `${incident.by}在处理`
  const more = incidents > 1 ? `共 ${incidents} 起` : ''
  const change =
    today.comparison === null ? '' : delta(today.revenueFen, today.comparison.revenueFen, today.comparison.label)
  const compared = change === '' ? '还没得比' : `${change.words}${change.change === '' ? '' : ` ${change.change}`}`
  const note =
    incident === null
      ? isNew
        ? '接好了就看得到'
        : `${grouped(today.orders)} 单，${compared}`
      : [holder, lost, more].filter((part) => part !== '').join('，')
  return {
    id,
    icon: level,
    name,
    word: levelWord[level],
    sentence,
    money: isNew ? '' : money(today.revenueFen),
    note,
    loud: incident !== null,
    current: id === current,
    spoken: [name, levelWord[level], sentence, isNew ? '' : `今日实收 ${money(today.revenueFen)}`, note]
      .filter((part) => part !== '')
      .join('，'),
  }
}
