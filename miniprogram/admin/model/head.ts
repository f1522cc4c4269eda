import type { LEARNING_DAYS, Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { dateName, partOfDay, weekdayName } from '../format/dayName'
import { levelWord } from '../format/words'
import type { Freshness } from './freshness'
import { pastVerdict } from './pastTense'

/** The first thing on the page: how it is, in one sentence. */
export interface Head {
  icon: 'ok' | 'warn' | 'crit' | 'none'
  word: string
  /** beside the word: when, or since when */
  when: string
  title: string
  sentence: string
}

export const learningDays: typeof LEARNING_DAYS = 7

export function headOf(overview: Overview, freshness: Freshness): Head {
  const { verdict, zone, foldedThrough } = overview
  if (freshness.stale) {
    const title = pastVerdict(verdict.title, clockTime(freshness.asOf, zone))
    return { icon: 'none', word: levelWord.none, when: '不知道现在怎样', title, sentence: '' }
  }
  const { title, sentence } = verdict
  if (overview.day <= 1) {
    const when = `${dateName(overview.now, zone)} ${weekdayName(overview.now, zone)}，第 1 天`
    const word = verdict.level === 'none' ? '刚装好' : levelWord[verdict.level]
    return { icon: verdict.level, word, when, title, sentence }
  }
  const at = foldedThrough === null ? overview.now : Math.max(overview.now, foldedThrough)
  const part = overview.store.open ? partOfDay(at, zone) : '打烊了'
  const when = `${weekdayName(at, zone)} ${clockTime(at, zone)}，${part}`
  return { icon: verdict.level, word: levelWord[verdict.level], when, title, sentence }
}
