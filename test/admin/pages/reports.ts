import type { Reports, SlaCard } from '../../../contract/pages/reports'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'
const minuteMs = 60_000
const dayMs = 86_400_000

const card = (days: number, more: Partial<SlaCard> = {}): SlaCard => ({
  days,
  from: at('00:00') - days * dayMs,
  to: at('00:00'),
  openMinutes: days * 720,
  brokenMinutes: 7,
  okShare: 1 - 7 / (days * 720),
  incidents: 3,
  mttaMs: 100_000,
  mttrMs: 7 * minuteMs,
  calmDays: 5,
  orders: null,
  revenueFen: null,
  lostFen: null,
  ...more,
})

export const reports: Reports = {
  now: at('12:02'),
  zone,
  store: { name: '兰姨牛肉面', branch: '文三路店' },
  days: Array.from({ length: 7 }, (_, index) => {
    const from = at('00:00') - (index + 1) * dayMs
    const trouble = {
      id: 'b',
      title: '菜单打开慢',
      from: from + 19 * 3_600_000,
      to: from + 19 * 3_600_000 + 7 * minuteMs,
      severity: 'crit' as const,
      fen: 21_000,
      review: {
        ...{
          happened: '晚市菜单打不开',
          why: '菜单图太大',
          change: '小周把图压小',
          by: '兰姨',
          at: from + 20 * 3_600_000,
        },
      },
    }
    return {
      day: new Date(from + 8 * 3_600_000).toISOString().slice(0, 10),
      from,
      watched: true,
      orders: 128 + index,
      revenueFen: 356_000 + index * 1000,
      before: index === 6 ? null : { orders: 120, revenueFen: 330_000 },
      incidents: index === 3 ? [trouble] : [],
    }
  }),
  cards: [card(7, { orders: 917, revenueFen: 2_513_000, lostFen: 21_000 }), card(30)],
}
