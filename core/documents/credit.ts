/** `_id`: openid hash:template id. What we believe; WeChat's answer 43101 corrects it. */
export interface CreditDocument {
  _id: string
  openid: string
  templateId: string
  granted: number
  spent: number
  /** reservation key → epoch minute */
  reserved: Record<string, number>
  refusedAt: number | null
  /** keys of the last push events counted here, oldest first: WeChat repeats events */
  events: string[]
  version: number
  /** epoch minutes of the last messages, oldest first: what the forecast goes by */
  spentMinutes?: number[]
}
