/** A run of days, both ends included, as YYYY-MM-DD. */
export interface DayRun {
  name: string
  from: string
  to: string
}

/**
 * Public holidays of mainland China and the days worked in exchange, as the General Office of the State Council
 * announces them each autumn (gov.cn, "部分节假日安排的通知"). 2027 was not announced when this was written: it holds the
 * statutory days alone, without bridges and make-up days. Check a year when its notice appears.
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
