/** A change of the form of stored documents. Forward only, keeps all data, and may be repeated. */
export interface Migration {
  /** schema after it */
  to: number
  /** what it does, for the plan */
  says: string
  /** collection → the document in its new form; the same object when it has it already */
  documents: Record<string, (document: { _id: string }) => { _id: string }>
}
