import { POINTS } from '../../../contract/prices'
import type { Usage } from '../cloudState'
import { make } from '../dom'
import { bytes, count, duration, inTenThousands, points, timeOfDay } from '../format'
import type { Panel } from './desk'

const SHOP_FUNCTIONS = new Set(['shop'])
const MONTH_MS = 30 * 86_400_000

/** 计费表: what a real environment would bill, the shop's part and the monitor's. */
export function meterPanel(): Panel {
  const element = make('section', 'meter')
  element.setAttribute('aria-label', '计费表')
  return {
    element,
    watches: (state) => state.usage,
    draw(desk) {
      const { usage } = desk.state
      const parts = Object.entries(usage.byFunction).filter(([name]) => !name.startsWith('('))
      const sum = (wanted: boolean) =>
        parts.filter(([name]) => SHOP_FUNCTIONS.has(name) === wanted).reduce((all, [, one]) => all + one.points, 0)
      const [shop, monitor] = [sum(true), sum(false)]
      const total = shop + monitor
      const share = total > 0 ? monitor / total : 0
      const elapsedMs = usage.since === undefined ? 0 : desk.now() - usage.since
      const since = usage.since === undefined ? '' : `${timeOfDay(usage.since).slice(0, 5)} 起，${duration(elapsedMs)}`
      const bar = make('div', 'bar', make('i', 'shop'), make('i', 'monitor'))
      bar.style.setProperty('--share', `${share * 100}%`)
      element.replaceChildren(
        make('header', '', make('h2', '', '计费表'), make('span', 'small', since)),
        make(
          'div',
          'total',
          make('strong', '', points(total)),
          make('span', '', '点'),
          make('em', '', elapsedMs > 0 ? `照这样一月 ${inTenThousands((total / elapsedMs) * MONTH_MS)}点` : ''),
        ),
        bar,
        make(
          'div',
          'shares',
          make('b', 'shop', `点单 ${points(shop)}`),
          make('b', 'monitor', `看店 ${points(monitor)}，占 ${Math.round(share * 100)}%`),
        ),
        make('div', 'lines', ...meterLines(usage)),
      )
    },
  }
}

const meterLines = ({ dbCalls, functionCalls, gbs, bytesOut }: Usage): HTMLElement[] =>
  [
    ['数据库', `${count(dbCalls)} 次`, dbCalls * POINTS.perDbCall],
    ['函数调用', `${count(functionCalls)} 次`, functionCalls * POINTS.perFunctionCall],
    ['函数运行', `${count(gbs)} GB·秒`, gbs * POINTS.perGbSecond],
    ['流量', bytes(bytesOut), (bytesOut / 1e9) * POINTS.perGbOut],
  ].map(([name, amount, cost]) =>
    make(
      'div',
      '',
      make('span', 'what', String(name)),
      make('span', 'amount', String(amount)),
      make('span', '', `${points(Number(cost))} 点`),
    ),
  )
