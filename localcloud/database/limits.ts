/** What one call may ask for. The platform's figures are in the notes beside them. */
export type Limits = {
  /** MongoDB's own limit; plan documents for far less (512 KB). */
  maxDocumentBytes: number
  /** "function write 5 MB" */
  maxWriteBytes: number
  /** "read 50 MB per call" */
  maxReadBytes: number
  defaultReadDocuments: number
  maxReadDocuments: number
  /** Real milliseconds after which a forgotten transaction is aborted. */
  transactionLifetimeMs: number
}

export const DEFAULT_LIMITS: Limits = {
  maxDocumentBytes: 16 * 1024 * 1024,
  maxWriteBytes: 5 * 1024 * 1024,
  maxReadBytes: 50 * 1024 * 1024,
  defaultReadDocuments: 100,
  maxReadDocuments: 1000,
  transactionLifetimeMs: 30_000,
}
