import type { Level } from '../../../contract/health'
import { againstUsual } from '../compareUsual'
import { secondsText } from '../words'
import { type Judged, judged } from './lightInput'

/** How one indicator says its duration: at most 18 letters each (DESIGN-LANGUAGE §6). */
export interface DurationWords {
  /** e.g. 95% 的操作 0.7 秒内 */
  fine(seconds: string): string
  /** e.g. 95% 在 0.7 秒内 */
  first(seconds: string): string
  /** e.g. 点单要等 2.9 秒 */
  slow(seconds: string): string
}

export interface DurationCase {
  nowMs: number
  usualMs: number | null
  learning: boolean
  thresholds: { good: number; poor: number }
  words: DurationWords
}

/**
 * Over `poor` is bad whatever is usual. Between `good` and `poor` it is worth a look unless it is as always.
 * Up to `good` it is fine. While learning, what is fine is not yet called so.
 */
export function durationLight({ nowMs, usualMs, learning, thresholds, words }: DurationCase): Judged {
  const against = againstUsual(nowMs, learning ? null : usualMs)
  const level = levelOf(nowMs, against === 'same' || against === 'better', thresholds)
  const now = secondsText(nowMs)
  if (level === 'ok' && against === 'unknown') return judged('none', `${words.first(now)}，还没得比`)
  if (against === 'unknown') return judged(level, `${words.slow(now)}，还没得比`)
  const compared =
    against === 'same' ? '和平时一样' : against === 'better' ? '比平时快' : `平时 ${secondsText(usualMs!)}`
  return judged(level, `${level === 'ok' ? words.fine(now) : words.slow(now)}，${compared}`)
}

function levelOf(nowMs: number, asAlways: boolean, { good, poor }: { good: number; poor: number }): Level {
  if (nowMs > poor) return 'crit'
  return nowMs <= good || asAlways ? 'ok' : 'warn'
}
