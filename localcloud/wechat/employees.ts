import type { Journal } from './journal'

/** One change of somebody's employee relation with the mini-program. */
export interface EmployeeLine {
  openid: string
  change: 'bound' | 'unbound' | 'subscribed' | 'unsubscribed'
  /** Of a subscription. */
  templateId?: string
}

export interface Employee {
  openid: string
  templateIds: string[]
}

/** Who is bound by a 用工关系 and which employee messages they take. An acceptance lasts: it is not used up. */
export class Employees {
  private readonly bound = new Map<string, Set<string>>()

  constructor(private readonly journal: Journal<EmployeeLine>) {
    for (const line of journal.read()) this.apply(line)
  }

  record(line: EmployeeLine): void {
    this.journal.add(line)
    this.apply(line)
  }

  isBound(openid: string): boolean {
    return this.bound.has(openid)
  }

  takes(openid: string, templateId: string): boolean {
    return this.bound.get(openid)?.has(templateId) ?? false
  }

  list(): Employee[] {
    return [...this.bound].map(([openid, templateIds]) => ({ openid, templateIds: [...templateIds] }))
  }

  clear(): void {
    this.journal.clear()
    this.bound.clear()
  }

  private apply({ openid, change, templateId = '' }: EmployeeLine): void {
    if (change === 'unbound') this.bound.delete(openid)
    else if (change === 'bound') this.bound.set(openid, this.bound.get(openid) ?? new Set())
    else if (change === 'subscribed') this.bound.get(openid)?.add(templateId)
    else this.bound.get(openid)?.delete(templateId)
  }
}
