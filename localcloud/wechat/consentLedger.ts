import type { Journal } from './journal'

/** What a tap on the consent sheet can answer. */
export type ConsentResult = 'accept' | 'reject' | 'ban'

/** One change of a person's credits for a template; the ledger is their sum. */
export interface LedgerLine {
  openid: string
  templateId: string
  /** `off` and `on`: the template's switch in WeChat's settings. */
  change: ConsentResult | 'sent' | 'off' | 'on'
  at: number
}

export interface Consent {
  /** Messages that may still be sent. WeChat never tells anybody this number. */
  credits: number
  banned: boolean
  /** Switched off in WeChat's settings: credits stay, nothing is delivered. */
  off: boolean
}

/** WeChat's own truth about who may be sent what: one accept is one message, accepts add up. */
export class ConsentLedger {
  private readonly consents = new Map<string, Consent>()

  constructor(private readonly journal: Journal<LedgerLine>) {
    for (const line of journal.read()) this.apply(line)
  }

  of(openid: string, templateId: string): Consent {
    return this.consents.get(keyOf(openid, templateId)) ?? { credits: 0, banned: false, off: false }
  }

  record(line: LedgerLine): void {
    this.journal.add(line)
    this.apply(line)
  }

  list(): ({ openid: string; templateId: string } & Consent)[] {
    return [...this.consents].map(([key, consent]) => {
      const [openid, templateId] = JSON.parse(key) as [string, string]
      return { openid, templateId, ...consent }
    })
  }

  clear(): void {
    this.journal.clear()
    this.consents.clear()
  }

  private apply({ openid, templateId, change }: LedgerLine): void {
    const before = this.of(openid, templateId)
    this.consents.set(keyOf(openid, templateId), changed(before, change))
  }
}

const keyOf = (openid: string, templateId: string): string => JSON.stringify([openid, templateId])

/** A refusal takes nothing away that was granted before; a ban lasts until the person accepts again. */
function changed(before: Consent, change: LedgerLine['change']): Consent {
  if (change === 'accept') return { credits: before.credits + 1, banned: false, off: false }
  if (change === 'sent') return { ...before, credits: Math.max(0, before.credits - 1) }
  if (change === 'ban') return { ...before, banned: true }
  if (change === 'off' || change === 'on') return { ...before, off: change === 'off' }
  return before
}
