import type { PageHead } from '../../../contract/pages/parts'
import { clockTime } from '../format/clockTime'
import { dayTime } from '../format/dayName'
import { spaced } from '../format/spaced'
import { levelWord } from '../format/words'
import type { Freshness } from './freshness'
import type { Head } from './head'
import { pastVerdict } from './pastTense'
import { rangeName } from './ranges'

/** The head of an indicator's page. What is old is said in the past, and is no status. */
export function headOfPage(page: PageHead, freshness: Freshness): Head {
  const { verdict, zone, range, now, foldedThrough } = page
  const isPast = range.name === null && foldedThrough !== null && range.to <= foldedThrough
  if (freshness.stale && !isPast) {
    const title = pastVerdict(verdict.title, clockTime(freshness.asOf, zone))
    return { icon: 'none', word: levelWord.none, when: '不知道现在怎样', title, sentence: '' }
  }
  const at = foldedThrough === null ? now : Math.min(now, foldedThrough)
  const when =
    range.name === null
      ? `${dayTime(range.from, now, zone)} 到 ${clockTime(range.to, zone)}`
      : `${clockTime(at, zone)}，${range.name === 'today' ? '到上一分钟' : rangeName[range.name]}`
  return {
    icon: verdict.level,
    word: levelWord[verdict.level],
    when,
    title: spaced(verdict.title),
    sentence: spaced(verdict.sentence),
  }
}
