import type { AdminAnswers, RuleEntry } from '../../../contract/admin'
import type { Indicator } from '../../../contract/metrics'
import { clockTime } from '../format/clockTime'
import { duration } from '../format/duration'
import { spaced } from '../format/spaced'
import { indicatorName, levelWord } from '../format/words'

/** What a shop may change of a rule. */
export type RuleChange = NonNullable<RuleEntry['change']>

export interface RuleGroup {
  name: string
  rows: { id: string; icon: 'crit' | 'warn' | 'none'; title: string; note: string }[]
}

const order: Indicator[] = ['transactions', 'response', 'errors', 'experience', 'load']

export const ruleGroups = (rules: readonly RuleEntry[]): RuleGroup[] =>
  order
    .map((indicator) => ({
      name: indicatorName[indicator],
      rows: rules
        .filter((rule) => rule.indicator === indicator)
        .map((rule) => ({
          id: rule.id,
          icon: rule.enabled ? rule.severity : ('none' as const),
          title: spaced(rule.title.replace(/\n/g, '')),
          note: [rule.enabled ? levelWord[rule.severity] : '关着', rule.change === null ? '' : '改过']
            .filter((word) => word !== '')
            .join('，'),
        })),
    }))
    .filter(({ rows }) => rows.length > 0)

/** What can be turned of a rule, as its editor shows it. */
export interface RuleKnob {
  id: 'value' | 'forMinutes' | 'minUsers' | 'windowMinutes'
  name: string
  note: string
  value: number
  step: number
  least: number
  most: number
  text: string
}

const steps = (value: number): number => (value < 1 ? 0.05 : value < 20 ? 1 : value < 1000 ? 10 : 100)

/** A share, a time or a number, by its size and kind: the pack's rules have no unit of their own. */
const valueText = (rule: Pick<RuleEntry, 'kind'>, value: number): string => {
  if (rule.kind === 'ratio' || rule.kind === 'burn') return `${Math.round(value * 100)}%`
  if (rule.kind === 'baseline') return `${Math.round(value * 100)}% 的平时`
  return value >= 100 ? `${value / 1000} 秒` : String(value)
}

export function knobsOf(rule: RuleEntry, change: RuleChange): RuleKnob[] {
  const value = change.value ?? rule.value
  const knobs: (RuleKnob | null)[] = [
    value === null
      ? null
      : {
          id: 'value',
          name: '界限',
          note: '过了这条线算坏',
          value,
          step: steps(value),
          least: 0,
          most: 1_000_000,
          text: valueText(rule, value),
        },
    minutes('windowMinutes', '看多久', '最近几分钟算一起', change.windowMinutes ?? rule.windowMinutes, 1),
    minutes('forMinutes', '坏多久才叫', '0 是马上叫', change.forMinutes ?? rule.forMinutes, 0),
    rule.minUsers === 0
      ? null
      : {
          id: 'minUsers',
          name: '至少几位顾客',
          note: '少了不算',
          value: change.minUsers ?? rule.minUsers,
          step: 1,
          least: 1,
          most: 50,
          text: `${change.minUsers ?? rule.minUsers} 位`,
        },
  ]
  return knobs.filter((knob) => knob !== null)
}

const minutes = (id: RuleKnob['id'], name: string, note: string, value: number, least: number): RuleKnob => ({
  id,
  name,
  note,
  value,
  step: 1,
  least,
  most: 60,
  text: `${value} 分钟`,
})

/** One step up or down, without the dust of binary fractions. */
export const turnedKnob = ({ value, step, least, most }: RuleKnob, up: boolean): number =>
  Math.min(most, Math.max(least, Math.round((value + (up ? step : -step)) * 100) / 100))

/** Only what differs from the rule as it is in the pack. An empty change is the pack's rule. */
export function changeOf(rule: RuleEntry, change: RuleChange): RuleChange {
  return Object.fromEntries(
    Object.entries(change).filter(
      ([key, value]) =>
        value !== undefined &&
        (key in (rule.change ?? {}) || value !== (rule as unknown as Record<string, unknown>)[key]),
    ),
  ) as RuleChange
}

export interface TrialView {
  title: string
  rows: { key: string; text: string; note: string; icon: 'crit' | 'warn' }[]
}

/** What the rule would have told. @param hours that were tried */
export function trialView({ alerts }: AdminAnswers['tryRule'], hours: number, zone: string): TrialView {
  const title = alerts.length === 0 ? `过去 ${hours} 小时不会叫人` : `过去 ${hours} 小时会叫 ${alerts.length} 次`
  return {
    title,
    rows: alerts.map(({ since, until, severity, sentence }) => ({
      key: String(since),
      icon: severity,
      text: spaced(sentence),
      note:
        until === null
          ? `${clockTime(since, zone)} 起，到现在`
          : `${clockTime(since, zone)} 起，${duration(until - since)}`,
    })),
  }
}
