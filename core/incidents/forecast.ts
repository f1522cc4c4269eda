import { localTime } from '../time/localTime'
import { DAY_MS } from '../time/units'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** Since when nobody can be reached, in the owner's words. @param runsOutAt epoch ms; null: nothing to go by */
export const runsOutText = (left: number, runsOutAt: number | null, zone: string, now: number): string => {
  if (left === 0) return '现在一个人都叫不到'
  if (runsOutAt === null) return `严重告警还能发 ${left} 条`
  const { day, weekday } = localTime(runsOutAt, zone)
  if (day === localTime(now, zone).day) return '今天就一个人都叫不到'
  if (runsOutAt - now < 6 * DAY_MS) return `${WEEKDAYS[weekday]}就一个人都叫不到`
  const [, month, date] = day.split('-').map(Number)
  return `照现在用法，${month} 月 ${date} 日用完`
}
