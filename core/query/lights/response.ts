import { METRICS } from '../../../contract/metrics'
import { durationLight } from './durationLight'
import { ENOUGH, type Judged, judged, type LightInput, SEVERAL } from './lightInput'

const SOURCES = ['request', 'call'] as const
const QUANTILE = 0.95

/** Shares of failed attempts, as the rules have them (database/rules/availability). */
const FAILING = 0.1
const SOME_FAILING = 0.02

const words = {
  fine: (seconds: string) => `95% 的操作 ${seconds}内`,
  first: (seconds: string) => `95% 在 ${seconds}内`,
  slow: (seconds: string) => `点单要等 ${seconds}`,
}

/** 响应: does what a customer taps answer, and how fast. */
export function responseLight({ recent, usual, learning, open }: LightInput): Judged {
  const merged = recent.of(SOURCES)
  const attempts = merged.ok + merged.failed
  const users = merged.failedUsers.size
  if (attempts < ENOUGH) return judged('none', open ? '这会儿没几位在点，没数据' : '打烊了，没人在点')
  if (merged.failed / attempts > FAILING && users >= SEVERAL) return judged('crit', `${users} 位顾客点单老出错`)
  if (merged.failed / attempts > SOME_FAILING && users >= SEVERAL) return judged('warn', `${users} 位顾客点单出过错`)
  if (merged.sketch === null) return judged('none', '没量到快慢，没数据')
  const nowMs = merged.sketch.quantile(QUANTILE)
  const usualMs = usual.quantile(SOURCES, QUANTILE)
  return durationLight({ nowMs, usualMs, learning, thresholds: METRICS.request.thresholds, words })
}
