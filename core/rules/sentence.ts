import type { Rule, SentenceWord } from '../../contract/schemas/rule'
import type { Verdict } from './verdict'

/** The rule's sentence with the numbers it saw: 3分钟4位顾客付款失败. A part whose number was not seen is left out. */
export const sentenceOf = (rule: Rule, verdict: Verdict): string =>
  rule.text.sentence
    .split(/(?<=，)/)
    .filter((part) => words(part).every((word) => verdict.seen[word] !== undefined))
    .join('')
    .replace(/\{(\w+)\}/g, (_, word: SentenceWord) => String(verdict.seen[word]))
    .replace(/，$/, '') || rule.text.title

const words = (part: string): SentenceWord[] => [...part.matchAll(/\{(\w+)\}/g)].map(([, word]) => word as SentenceWord)
