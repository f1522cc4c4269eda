import type { BacktestPage } from '../../../contract/pages/backtest'
import { at } from '../overviews'

const zone = 'Asia/Shanghai'
const dayMs = 86_400_000

/** What the rule of payments would have told, in a shop that was opened three weeks ago. */
export const lookedBack = (more: Partial<BacktestPage> = {}): BacktestPage => ({
  ...{ now: at('12:02'), rule: 'paymentSuccess', title: '顾客付不了款', severity: 'crit', enabled: true, zone },
  ...{ from: at('12:00') - 21 * dayMs, to: at('12:00'), days: 21, perWeek: 0.7, untold: 0.42, usersEstimated: true },
  alerts: [
    { since: at('12:10') - 7 * dayMs, until: at('12:26') - 7 * dayMs, sentence: '3分钟4位顾客付款失败' },
    { since: at('19:02') - 16 * dayMs, until: at('20:07') - 16 * dayMs, sentence: '3分钟9位顾客付款失败' },
  ],
  byDay: Array.from({ length: 22 }, (_, index) => ({
    day: `day ${index}`,
    alerts: index === 5 || index === 14 ? 1 : 0,
  })),
  ...more,
})
