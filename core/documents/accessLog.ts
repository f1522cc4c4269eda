/** Who changed what: every administrative change leaves one. */
export interface AccessLogDocument {
  _id: string
  /** epoch ms */
  at: number
  /** staff id of the caller */
  by: string
  action: string
  /** what was changed, e.g. an incident's id */
  subject: string
}
