/** One line of what functions printed, or an error nobody caught. */
export interface LogEntry {
  /** Grows by one per entry: `GET /_local/logs?since=` takes the last one seen. */
  sequence: number
  at: number
  function: string
  requestId: string
  /** `platform`: what the cloud itself does for the function, such as installing its dependencies. */
  stream: 'stdout' | 'stderr' | 'error' | 'platform'
  text: string
}

const KEPT_ENTRIES = 5000

/** The newest log entries of all functions. */
export class LogBook {
  private entries: LogEntry[] = []
  private sequence = 0
  private readonly listeners = new Set<(entry: LogEntry) => void>()

  add(entry: Omit<LogEntry, 'sequence'>): void {
    const kept = { sequence: ++this.sequence, ...entry }
    this.entries.push(kept)
    if (this.entries.length > 2 * KEPT_ENTRIES) this.entries = this.entries.slice(-KEPT_ENTRIES)
    for (const listener of this.listeners) listener(kept)
  }

  /** Entries after the given sequence number, oldest first. */
  since(sequence: number): LogEntry[] {
    return this.entries.slice(-KEPT_ENTRIES).filter((entry) => entry.sequence > sequence)
  }

  onEntry(listener: (entry: LogEntry) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  clear(): void {
    this.entries = []
  }
}
