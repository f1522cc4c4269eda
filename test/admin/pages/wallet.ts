import type { Wallet } from '../../../contract/admin'
import { at } from '../overviews'

const dayMs = 86_400_000

export const wallet: Wallet = {
  critical: 6,
  perWeek: 3,
  runsOutAt: at('12:00') + 14 * dayMs,
  runsOutWithin: { earliest: at('12:00') + 8 * dayMs, latest: at('12:00') + 26 * dayMs },
  course: [0, 7, 14, 21, 28].map((days) => ({
    at: at('12:00') + days * dayMs,
    left: Math.max(0, 6 - (3 / 7) * days),
    low: Math.max(0, 6 - (5 / 7) * days),
    high: Math.max(0, 6 - (1.5 / 7) * days),
  })),
  spentDays: [0, 1, 0, 0, 1, 0, 1],
  sentence: '照现在用法，12 月 9 日用完',
  low: false,
  mine: { critical: 5, normal: 4, digest: 8 },
  people: [
    { staff: 'lan', name: '兰姨', role: 'owner', critical: 5, onDuty: true, optedOut: false },
    { staff: 'qiang', name: '阿强', role: 'manager', critical: 1, onDuty: false, optedOut: false },
    { staff: 'zhou', name: '小周', role: 'developer', critical: 0, onDuty: false, optedOut: false },
  ],
  steps: [
    { afterMinutes: 0, who: '兰姨', reachable: true },
    { afterMinutes: 5, who: '阿强', reachable: true },
    { afterMinutes: 10, who: '企业微信群', reachable: true },
    { afterMinutes: 15, who: '小周', reachable: false },
  ],
  topUp: ['tmpl-critical'],
}
