import type { Indicator } from '../../../contract/metrics'
import type { Light } from '../../../contract/query'
import { indicatorName, levelWord } from '../format/words'

export interface StripItem {
  indicator: Indicator
  name: string
  url: string
  current: boolean
  /** a sibling that needs a look; empty for one that does not */
  mark: 'warn' | 'crit' | ''
  spoken: string
}

const order: Indicator[] = ['response', 'transactions', 'load', 'errors', 'experience']

/** Address of an indicator's page, opened at a moment (epoch ms) or now. */
export const indicatorUrl = (indicator: Indicator, at: number | null = null): string =>
  `/admin/pages/${indicator}/index${at === null ? '' : `?at=${at}`}`

/**
 * The five siblings.
 * @param lights as far as they are known; an old light is no mark
 * @param at the moment that the present page was opened at, epoch ms: its siblings are opened there too
 */
export const stripOf = (current: Indicator, lights: readonly Light[], at: number | null = null): StripItem[] =>
  order.map((indicator) => {
    const level = lights.find((light) => light.indicator === indicator)?.level ?? 'none'
    const mark = level === 'warn' || level === 'crit' ? level : ''
    const name = indicatorName[indicator]
    return {
      indicator,
      name,
      url: indicatorUrl(indicator, at),
      current: indicator === current,
      mark,
      spoken: mark === '' ? name : `${name}，${levelWord[mark]}`,
    }
  })
