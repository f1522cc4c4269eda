import type { Heat } from '../../../../contract/pages/transactions'
import { localTime } from '../../format/localTime'
import { type HeatRow, heatLevel } from '../heat'

export interface HeatView {
  rows: HeatRow[]
  columns: string[]
  note: string
  sentence: string
  spoken: string
}

const days = ['一', '二', '三', '四', '五', '六', '日'] as const
/** Cells this dark carry their number. */
const toldFrom = 3

export function heatView(heat: Heat | null, now: number, zone: string): HeatView | null {
  if (heat === null) return null
  const clock = localTime(now, zone)
  const today = (clock.weekday + 6) % 7
  const largest = Math.max(...heat.rows.flat())
  const sentence = sentenceOf(heat)
  return {
    rows: heat.rows.map((row, day) => ({
      name: days[day] ?? '',
      now: day === today,
      cells: row.map((orders, index) => {
        const hour = heat.hours[index] ?? 0
        const level = heatLevel(orders, largest)
        return {
          column: hour,
          level,
          text: level >= toldFrom ? String(Math.round(orders)) : '',
          now: day === today && hour === clock.hour,
        }
      }),
    })),
    columns: heat.hours.map(String),
    note: `过去 ${heat.weeks} 周，每小时几单`,
    sentence: `框住的是现在。${sentence}`,
    spoken: `每小时平均订单，过去 ${heat.weeks} 周。${sentence}`,
  }
}

function sentenceOf({ rows, hours }: Heat): string {
  let best = { day: 0, index: 0, orders: -1 }
  for (const [day, row] of rows.entries())
    for (const [index, orders] of row.entries()) if (orders > best.orders) best = { day, index, orders }
  const byHour = hours.map((hour, index) => ({ hour, orders: rows.reduce((sum, row) => sum + (row[index] ?? 0), 0) }))
  const inner = byHour.slice(1, -1)
  const quiet = inner.length === 0 ? undefined : inner.reduce((a, b) => (b.orders < a.orders ? b : a))
  const busiest = `周${days[best.day]} ${hours[best.index]} 点最忙，约 ${Math.round(best.orders)} 单`
  return quiet === undefined ? busiest : `${busiest}；${quiet.hour} 点最闲`
}
