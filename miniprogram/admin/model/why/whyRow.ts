/** Why it is said: a row leads to the page of its indicator at that minute. */
export interface WhyRow {
  key: string
  icon: 'crit' | 'warn' | 'ok' | 'swap'
  title: string
  note: string
  /** empty where it leads nowhere */
  url: string
}
