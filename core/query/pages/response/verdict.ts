import type { Figure, PageHead } from '../../../../contract/pages/parts'
import { againstUsual } from '../../compareUsual'
import { secondsText } from '../../words'
import { openVerdict } from '../openVerdict'

const MINUTE_MS = 60_000
/** A share of failed attempts that is worth a word, and one that is an outage (database/rules/availability). */
const SOME_FAILING = 0.98
const FAILING = 0.9

export interface ResponseFacts {
  head: Omit<PageHead, 'verdict'>
  p95: Figure
  availability: Figure
  goodMs: number
  poorMs: number
  objective: number
}

/** The sentence at the top, at most 13 letters a line. */
export function responseVerdict({
  head,
  p95,
  availability,
  goodMs,
  poorMs,
  objective,
}: ResponseFacts): PageHead['verdict'] {
  const open = openVerdict(head)
  if (open !== null) return open
  if (p95.value === null) {
    const title = availability.value === null ? '这段时间没人点单，\n快不快还看不出' : '量到了成败，\n没量到快慢'
    return { level: 'none', title, sentence: '' }
  }
  const share = availability.value ?? 1
  const seconds = secondsText(p95.value)
  if (share < FAILING)
    return { level: 'crit', title: '点单老是出错', sentence: `每 100 次有 ${Math.round(100 * (1 - share))} 次没成` }
  if (p95.value > poorMs) return { level: 'crit', title: '点单变卡了', sentence: `慢的时候要等 ${seconds}` }
  if (share < SOME_FAILING)
    return { level: 'warn', title: '有些操作没成', sentence: `每 100 次有 ${Math.round(100 * (1 - share))} 次没成` }
  const against = againstUsual(p95.value, p95.before)
  const last = head.incidents.at(-1)
  if (last?.to != null) {
    const minutes = Math.max(1, Math.round((last.to - last.from) / MINUTE_MS))
    return { level: 'ok', title: `已恢复正常，\n出过 ${minutes} 分钟的事`, sentence: last.name }
  }
  if (p95.value > goodMs && against !== 'same' && against !== 'better')
    return { level: 'warn', title: '比平时慢', sentence: `95% 的操作在 ${seconds}内` }
  const missed = share < objective ? `，但没到目标` : ''
  const how = { same: '和平时一样快', better: '比平时还快', worse: '都快，比平时慢点', unknown: '看着都快' }[against]
  return { level: 'ok', title: `${how}${missed}`, sentence: '' }
}
