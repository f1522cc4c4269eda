/** Where the pages of a shop's incidents, past and settings have their answers from. */
import type { AdminAnswers, AdminRequest } from '../../../contract/admin'
import type { Query, QueryAnswers } from '../../../contract/query'
import type { Timed } from '../model/freshness'
import { freshAnswer, keptAnswer } from './answers'
import { admin } from './kandian'
import { forget, keep, readKept } from './kept'
import { learnServerTime, serverNow } from './serverClock'
import type { Source } from './watchAnswer'

type ShopKind = 'incidents' | 'reports' | 'chain'
type SettingsAction = 'shop' | 'wallet' | 'rules' | 'diagnosis'

const minuteMs = 60_000

/** What is written down, not measured: as old as the answer itself, on the zone's clock. */
const recorded = <A extends { now: number; zone?: string }>(answer: A): A & Timed => ({
  ...answer,
  zone: answer.zone ?? 'Asia/Shanghai',
  foldedThrough: answer.now,
})

/** A question of the shop, asked again each minute. */
export const shopSource = <K extends ShopKind>(kind: K): Source<QueryAnswers[K] & Timed> => {
  const question = (store: string) => ({ kind, store }) as Extract<Query, { kind: K }>
  return {
    kept(store) {
      const answer = keptAnswer<K>(question(store))
      return answer === null ? null : recorded(answer)
    },
    async fresh(store) {
      const reply = await freshAnswer<K>(question(store))
      return reply.ok ? { ok: true, value: recorded(reply.value) } : reply
    },
    waitMs: () => minuteMs,
  }
}

/** The keys by which programs read from outside. Nothing of them stays on the phone. */
export const tokensSource: Source<AdminAnswers['exportTokens'] & Timed> = {
  kept: () => null,
  async fresh() {
    const reply = await admin({ action: 'exportTokens' })
    return reply.ok ? { ok: true, value: recorded({ ...reply.value, now: serverNow() }) } : reply
  },
  waitMs: () => 5 * minuteMs,
}

/** What an administrative action tells, looked at again every five minutes: somebody may be writing in the page. */
export const settingsSource = <A extends SettingsAction>(action: A): Source<AdminAnswers[A] & Timed> => {
  const key = (store: string) => `${action}.${store}`
  return {
    kept: (store) => readKept<AdminAnswers[A] & Timed>(key(store)),
    async fresh(store) {
      const sentAt = Date.now()
      const reply = await admin<A>({ action, store } as AdminRequest & { action: A })
      if (!reply.ok) {
        if (reply.error.code === 'forbidden') forget(key(store))
        return reply
      }
      const { now } = reply.value as { now?: number }
      if (now !== undefined) learnServerTime(now, sentAt, Date.now())
      const value = recorded({ ...reply.value, now: now ?? Math.round(Date.now()) } as AdminAnswers[A] & {
        now: number
      })
      keep(key(store), value)
      return { ok: true, value }
    },
    waitMs: () => 5 * minuteMs,
  }
}
