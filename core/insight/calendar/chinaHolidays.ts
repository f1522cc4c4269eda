/** A run of days, both ends included, as YYYY-MM-DD. */
export interface DayRun {
  name: string
  from: string
  to: string
}

/**
 * Public holidays of mainland China and the days worked in exchange, as the General Office of the State Council
 * announces them each November (国务院办公厅关于…年部分节假日安排的通知). Held against the notices of 2024-11-12 and
 * 2025-11-04 as Xinhua printed them (m.gmw.cn/2024-11/12/content_1303894933.htm and
 * politics.gmw.cn/2025-11/04/content_38391083.htm). Every day of 2024 to 2026 is held against the package chinese-days
 * by test/core/insight/calendar.test.ts, which also fails once that package knows a year that this table lacks.
 */
export const chinaHolidays: readonly DayRun[] = [
  { name: '元旦', from: '2024-01-01', to: '2024-01-01' },
  { name: '春节', from: '2024-02-10', to: '2024-02-17' },
  { name: '清明节', from: '2024-04-04', to: '2024-04-06' },
  { name: '劳动节', from: '2024-05-01', to: '2024-05-05' },
  { name: '端午节', from: '2024-06-10', to: '2024-06-10' },
  { name: '中秋节', from: '2024-09-15', to: '2024-09-17' },
  { name: '国庆节', from: '2024-10-01', to: '2024-10-07' },
  { name: '元旦', from: '2025-01-01', to: '2025-01-01' },
  { name: '春节', from: '2025-01-28', to: '2025-02-04' },
  { name: '清明节', from: '2025-04-04', to: '2025-04-06' },
  { name: '劳动节', from: '2025-05-01', to: '2025-05-05' },
  { name: '端午节', from: '2025-05-31', to: '2025-06-02' },
  { name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08' },
  { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
  { name: '春节', from: '2026-02-15', to: '2026-02-23' },
  { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
  { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
  { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
  { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
  { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
]

/**
 * Days whose arrangement is published. Later ones are statutory days alone (State Council order 795 of 2024-11-10: 13
 * days a year, the test reckons them by moon and sun): bridges and days worked in exchange are not known.
 */
export const publishedThrough = '2026-12-31'

export const statutoryDays: readonly DayRun[] = [
  { name: '元旦', from: '2027-01-01', to: '2027-01-01' },
  { name: '春节', from: '2027-02-05', to: '2027-02-08' },
  { name: '清明节', from: '2027-04-05', to: '2027-04-05' },
  { name: '劳动节', from: '2027-05-01', to: '2027-05-02' },
  { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
  { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
  { name: '国庆节', from: '2027-10-01', to: '2027-10-03' },
]

/** Saturdays and Sundays that are worked. */
export const chinaMakeUpDays: readonly string[] = [
  '2024-02-04',
  '2024-02-18',
  '2024-04-07',
  '2024-04-28',
  '2024-05-11',
  '2024-09-14',
  '2024-09-29',
  '2024-10-12',
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]
