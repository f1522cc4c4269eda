import type { ExperiencePage } from '../../../../contract/pages/experience'
import { counted } from '../../format/counted'
import { wholePercent } from '../../format/percent'
import type { Share } from '../shares'

/** How content they were, in one bar. */
export interface SatisfactionView {
  parts: Share[]
  count: string
  tolerating: string
  frustrated: string
  spoken: string
}

export function satisfactionView(satisfaction: ExperiencePage['satisfaction']): SatisfactionView | null {
  if (satisfaction === null) return null
  const { satisfied, tolerating, frustrated, count } = satisfaction
  const [good, middling, bad] = [satisfied, tolerating, frustrated].map(wholePercent)
  return {
    parts: [
      { name: 'good', share: satisfied, tone: 'good', label: satisfied > 0.3 ? `满意 ${good}` : '' },
      { name: 'warn', share: tolerating, tone: 'warn', label: '' },
      { name: 'crit', share: frustrated, tone: 'crit', label: '' },
    ],
    count: `${counted(count)} 次操作`,
    tolerating: `能忍 ${middling}`,
    frustrated: `很烦 ${bad}`,
    spoken: `满意 ${good}，能忍 ${middling}，很烦 ${bad}`,
  }
}
