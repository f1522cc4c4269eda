import type { ApiRow } from '../../../../contract/pages/response'
import { counted } from '../../format/counted'
import { outcomeWord } from '../../format/outcomeWords'
import { percent } from '../../format/percent'
import { seconds, secondsText } from '../../format/seconds'
import { plainlySlower } from './plainlySlower'

/** One API in a panel: how it answers, how it failed. */
export interface ApiSheet {
  title: string
  code: string
  facts: { name: string; text: string }[]
  outcomes: { name: string; text: string }[]
  failed: boolean
}

export function apiSheet(api: ApiRow): ApiSheet {
  const { name, label, attempts, distribution, apdex, targetMs, p95BeforeMs, outcomes } = api
  const facts = [
    { name: '次数', text: `${counted(attempts.ok)} 次做成，${counted(attempts.failed)} 次没成` },
    { name: '做成', text: attempts.availability === null ? '没数据' : percent(attempts.availability) },
  ]
  if (distribution !== null) {
    const { p50Ms, p95Ms, p99Ms, minMs, maxMs, meanMs } = distribution
    facts.push(
      { name: '95% 在', text: `${secondsText(p95Ms)}内${plainlySlower(p95Ms, p95BeforeMs)}` },
      { name: '一半在、99% 在', text: `${seconds(p50Ms)} 秒、${seconds(p99Ms)} 秒` },
      { name: '最快、平均、最慢', text: `${seconds(minMs)}、${seconds(meanMs)}、${seconds(maxMs)} 秒` },
    )
  }
  if (apdex !== null) facts.push({ name: `满意指数（${seconds(targetMs)} 秒内算满意）`, text: apdex.toFixed(2) })
  return {
    title: name ?? label,
    code: label,
    facts,
    outcomes: outcomes.map(({ outcome, count }) => ({
      name: (outcomeWord as Record<string, string>)[outcome] ?? outcome,
      text: `${counted(count)} 次`,
    })),
    failed: attempts.failed > 0,
  }
}
