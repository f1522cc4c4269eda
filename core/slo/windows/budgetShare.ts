import { factorOf } from '../burn'
import type { AlertWindow, WindowSet } from './windowSet'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** Long and short (one twelfth) windows of Google's SRE workbook, ch. 5, "multiwindow, multi-burn-rate alerts". */
const lengths: Pick<AlertWindow, 'id' | 'longSec' | 'shortSec'>[] = [
  { id: 'page-quick', longSec: HOUR, shortSec: 5 * MINUTE },
  { id: 'page-slow', longSec: 6 * HOUR, shortSec: 30 * MINUTE },
  { id: 'ticket-quick', longSec: DAY, shortSec: 2 * HOUR },
  { id: 'ticket-slow', longSec: 3 * DAY, shortSec: 6 * HOUR },
]

const byShare = (periodDays: number, percents: number[], source: string): WindowSet => ({
  periodDays,
  source,
  windows: lengths.map((window, index) => {
    const budgetPercent = percents[index] as number
    return { ...window, budgetPercent, factor: factorOf(budgetPercent, window.longSec, periodDays) }
  }),
})

const WORKBOOK = 'sre.google/workbook/alerting-on-slos, table 5-8; the 10 % in a day row: slok/sloth google-30d.yaml'

export const google30d = byShare(30, [2, 5, 10, 10], WORKBOOK)
export const google28d = byShare(28, [2, 5, 10, 10], 'slok/sloth internal/alert/windows/google-28d.yaml, Apache-2.0')
export const sloth7d = byShare(7, [8, 12.5, 20, 42], 'slok/sloth, example of custom windows for 7 days, Apache-2.0')
