import { LEVELS, type Level, type Severity } from '../../../contract/health'
import { INDICATORS, type Indicator } from '../../../contract/metrics'
import type { Light } from '../../../contract/query'
import { errorsLight } from './errors'
import { experienceLight } from './experience'
import type { Judged, LightInput } from './lightInput'
import { loadLight } from './load'
import { responseLight } from './response'
import { transactionsLight } from './transactions'

const LIGHTS: Record<Indicator, (input: LightInput) => Judged> = {
  response: responseLight,
  transactions: transactionsLight,
  load: loadLight,
  errors: errorsLight,
  experience: experienceLight,
}

/** An alert that fires, as far as a light has to know. */
export interface FiringAlert {
  indicator: Indicator
  severity: Severity
  title: string
}

/** The five lights in the order of the page. None is calmer than an alert of its indicator that fires. */
export const lightsOf = (input: LightInput, alerts: readonly FiringAlert[]): Light[] =>
  INDICATORS.map((indicator) => {
    const light = LIGHTS[indicator](input)
    const alert = alerts
      .filter((one) => one.indicator === indicator)
      .sort((a, b) => bySeverity(a.severity, b.severity))[0]
    if (alert === undefined || !worse(alert.severity, light.level)) return { indicator, ...light }
    const calm = light.level === 'ok' || light.level === 'none'
    return { indicator, level: alert.severity, sentence: calm ? alert.title : light.sentence }
  })

const URGENCY: Record<Level, number> = { none: 0, ok: 1, warn: 2, crit: 3 }

export const worse = (a: Level, b: Level): boolean => URGENCY[a] > URGENCY[b]

export const worstOf = (lights: readonly Light[]): Light | null =>
  [...lights].sort((a, b) => URGENCY[b.level] - URGENCY[a.level])[0] ?? null

const bySeverity = (a: Severity, b: Severity): number => LEVELS.indexOf(b) - LEVELS.indexOf(a)

/** @returns what is said under the lights; empty if nothing */
export function lightsNote(lights: readonly Light[], incidentOpen: boolean): string {
  const wrong = lights.filter(({ level }) => level === 'warn' || level === 'crit').length
  return incidentOpen && wrong >= 2 ? `前 ${wrong} 项算 1 起告警` : ''
}
