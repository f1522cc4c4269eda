import type { Deployed, Environment, Seen } from './environment'

export const underWay = 'under way'

/** What is known to be done, written down after every step that changes it. */
export class Ledger {
  private record: Deployed = { _id: 'deployed', version: '', schema: 0, done: {} }
  private environment: Pick<Environment, 'putDocument'> | null = null

  /**
   * Begins with what the environment says.
   * @param newest schema of an environment in which there is nothing yet
   */
  open({ deployed, hasSettings }: Seen, environment: Pick<Environment, 'putDocument'>, newest: number): void {
    this.environment = environment
    // settings without a record were made by version 0.1.0, which kept none
    this.record = deployed ?? { ...this.record, schema: hasSettings ? 1 : newest }
  }

  get schema(): number {
    return this.record.schema
  }

  has(step: string, hash: string): boolean {
    return this.record.done[step] === hash
  }

  knows(step: string): boolean {
    return this.record.done[step] !== undefined
  }

  async note(step: string, hash: string): Promise<void> {
    await this.reached({ done: { ...this.record.done, [step]: hash } })
  }

  /** what is noted, in the order in which it was done first */
  steps(): string[] {
    return Object.keys(this.record.done)
  }

  async forget(step: string): Promise<void> {
    const { [step]: _, ...done } = this.record.done
    await this.reached({ done })
  }

  async reached(change: Partial<Deployed>): Promise<void> {
    this.record = { ...this.record, ...change }
    await this.environment?.putDocument('settings', this.record)
  }
}
