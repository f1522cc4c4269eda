/** A cloud that answers about a shop's incidents, past and settings as its pages see them: the same Wednesday. */
import type { AdminAnswers } from '../../contract/admin'
import type { Diagnosis } from '../../contract/pages/diagnosis'
import type { NumbersRow } from '../../contract/pages/numbers'
import type { Overview } from '../../contract/query'
import { at } from './overviews'
import { lookedBack } from './pages/backtest'
import { chain } from './pages/chain'
import { detailOf } from './pages/incident'
import { incidentsOf } from './pages/incidents'
import { reports } from './pages/reports'
import { rules } from './pages/rules'
import { shopSettings } from './pages/settings'
import { wallet } from './pages/wallet'

const diagnosis: Diagnosis = {
  now: at('12:02'),
  checks: [
    { id: 'templates', level: 'warn', title: '消息模板', note: '一般、日报还没选，发不出去' },
    { id: 'run', level: 'ok', title: '每分钟巡店', note: '12:01 跑过' },
  ],
}

const refusal = { ok: false, error: { code: 'not_found', message: 'no such thing here' } }

/** Of the last week, as far as the settings look at it. */
export const calledLately = [
  { value: 'shop.menu', count: 12_480 },
  { value: 'shop.pay', count: 1_316 },
] as NumbersRow[]

/** What the function `query` answers besides the overview. */
export const shopPagesOf = (overview: () => Overview) => ({
  incidents: () => ({ ok: true, value: incidentsOf(overview()) }),
  reports: () => ({ ok: true, value: reports }),
  chain: () => ({ ok: true, value: chain }),
  backtest: () => ({ ok: true, value: lookedBack() }),
  breakdown: () => ({ ok: true, value: { now: overview().now, rows: calledLately } }),
})

/** What the function `admin` answers to reading; who asks is answered by the test. */
const exportTokens: AdminAnswers['exportTokens'] = {
  tokens: [{ id: '1', name: '会计的表格', stores: ['wensan'], createdAt: at('11:00') }],
}

export function shopAdminOf(overview: () => Overview, person: object) {
  const answers: Record<string, unknown> = {
    whoami: person,
    shop: shopSettings,
    wallet,
    rules,
    diagnosis,
    exportTokens,
  }
  return ({ action, incident: id }: Record<string, unknown>): unknown => {
    if (action === 'incident') {
      const found = [overview().incident, overview().lastIncident].find((one) => one?.id === id)
      return found ? { ok: true, value: detailOf(found) } : refusal
    }
    const value = answers[String(action)]
    return value === undefined ? refusal : { ok: true, value }
  }
}
