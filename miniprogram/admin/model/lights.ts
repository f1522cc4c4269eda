import type { Level } from '../../../contract/health'
import type { Indicator } from '../../../contract/metrics'
import type { Light, Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { indicatorName, levelWord } from '../format/words'
import type { Freshness } from './freshness'
import { pastSentence } from './pastTense'

export interface LightRow {
  indicator: Indicator
  name: string
  level: Level
  word: string
  sentence: string
  /** 注意 and 严重 take two lines, 正常 and 没数据 one */
  loud: boolean
}

const rank: Record<Level, number> = { crit: 0, warn: 1, none: 2, ok: 3 }

/** Five lights in their own order; while something is wrong, the worst first. Old ones say only what was. */
export function lightRows(overview: Overview, freshness: Freshness): LightRow[] {
  const shown = overview.incident === null ? overview.lights : worstFirst(overview.lights)
  const clock = clockTime(freshness.asOf, overview.zone)
  return shown.map((light) => {
    const level = freshness.stale ? 'none' : light.level
    return {
      indicator: light.indicator,
      name: indicatorName[light.indicator],
      level,
      word: levelWord[level],
      sentence: freshness.stale ? pastSentence(light.sentence, clock) : light.sentence,
      loud: level === 'crit' || level === 'warn',
    }
  })
}

/** Of equally bad ones, money comes first. */
const place = ({ level, indicator }: Light): number => rank[level] - (indicator === 'transactions' ? 0.5 : 0)

const worstFirst = (lights: Light[]): Light[] => [...lights].sort((a, b) => place(a) - place(b))
