import type { Severity } from '../../contract/health'
import type { StoreDocument } from '../../core/documents/store'
import { messageValues } from '../../core/incidents/message'
import type { Symptom } from '../doctor/symptom'
import type { AccountTemplate } from './accountTemplate'
import { type Keywords, kindOf } from './suggestKeywords'

/** An incident as it would be sent: the longest of the words that are usual. */
const example = {
  title: '付款失败变多',
  severity: 'crit' as Severity,
  sentence: '12:04 起 7 位顾客付款没成功，平时几乎没有',
  openedAt: Date.parse('2026-11-25T12:10:00+08:00'),
}

/** What a member of staff would read, keyword by keyword. */
export function preview(
  { keywords: names }: AccountTemplate,
  keywords: Keywords,
  store: Pick<StoreDocument, 'name' | 'branch' | 'zone'>,
): { name: string; text: string }[] {
  const values = messageValues(example, store as StoreDocument, { keywords })
  return Object.entries(names).map(([keyword, name]) => ({ name, text: values[keyword] ?? '' }))
}

/** Whether a template can carry an incident. Every keyword of a template must be sent: WeChat refuses empty ones (47003). */
export function checkTemplate(template: AccountTemplate, keywords: Keywords): Symptom {
  const name = `template ${template.title}`
  const given = new Set(Object.values(keywords))
  const unknown = [...given].filter((keyword) => !(keyword in template.keywords))
  if (unknown.length > 0) {
    return {
      name,
      state: 'error',
      text: `it has no keyword ${unknown.join(', ')}`,
      remedy: `it has ${listed(template)}: choose again`,
    }
  }
  const empty = Object.keys(template.keywords).filter((keyword) => !given.has(keyword))
  if (empty.length > 0) {
    const what = empty.map((keyword) => `${template.keywords[keyword]} (${keyword})`).join(', ')
    return {
      name,
      state: 'error',
      text: `nothing of ours goes into ${what}`,
      remedy: 'choose a template of the same title with fewer keywords, or with kinds thing, phrase and time',
    }
  }
  if (keywords.title === undefined && keywords.sentence === undefined) {
    return {
      name,
      state: 'error',
      text: 'no keyword can say what is wrong',
      remedy: 'take one with at least one keyword of the kind thing, such as 异常说明',
    }
  }
  const without = (['store', 'title', 'severity', 'sentence', 'time'] as const).filter(
    (value) => keywords[value] === undefined,
  )
  if (without.length > 0)
    return {
      name,
      state: 'warning',
      text: `it cannot say: ${without.join(', ')}`,
      remedy: 'it works; one with five keywords says more',
    }
  return { name, state: 'ok', text: listed(template) }
}

const listed = ({ keywords }: AccountTemplate): string =>
  Object.entries(keywords)
    .map(([keyword, name]) => `${name} (${kindOf(keyword)})`)
    .join(', ')
