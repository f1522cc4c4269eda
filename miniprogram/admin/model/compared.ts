import type { Figure as Measured } from '../../../contract/pages/parts'
import type { Delta } from '../format/delta'
import type { Figure } from './figures'

const notMeasured = '没数据'

/** How a number is held against an earlier one, in words. */
type Compare = (now: number, before: number, label: string) => Delta

interface Shape {
  label: string
  unit: string
  /** the number as it is shown */
  number(value: number): string
  compare: Compare
}

/** A number of a page with what it is held against; 没数据 where there is none, never 0. */
export function figureOf({ value, before, beforeLabel }: Measured, { label, unit, number, compare }: Shape): Figure {
  if (value === null) {
    const delta: Delta = { words: '', change: '' }
    return {
      label,
      sign: '',
      number: '–',
      unit: '',
      delta: { ...delta, words: notMeasured },
      spoken: `${label}${notMeasured}`,
    }
  }
  const delta = before === null ? { words: '还没得比', change: '' } : compare(value, before, beforeLabel)
  const shown = number(value)
  const spoken = `${label} ${shown}${unit}，${delta.words}${delta.change}`
  return { label, sign: '', number: shown, unit, delta, spoken }
}

/** Within this the owner reads "the same" (DESIGN-LANGUAGE §4). */
const sameShare = 0.02

/** 比上周三慢 0.2 秒. Durations in ms. */
export const slower: Compare = (now, before, label) => {
  const seconds = Math.round(Math.abs(now - before) / 100) / 10
  if (seconds === 0 || Math.abs(now - before) <= before * sameShare) return { words: `和${label}一样`, change: '' }
  return { words: `比${label}${now > before ? '慢' : '快'} ${seconds} 秒`, change: '' }
}

/** 上周三 0.94: for an index that moves little. */
export const plainly =
  (number: (value: number) => string): Compare =>
  (_, before, label) => ({ words: `${label} ${number(before)}`, change: '' })

/** 比上周三多 3 次 */
export const more =
  (unit: string): Compare =>
  (now, before, label) => {
    const apart = Math.round(Math.abs(now - before))
    if (apart === 0) return { words: `和${label}一样`, change: '' }
    return { words: `比${label}${now > before ? '多' : '少'} ${apart} ${unit}`, change: '' }
  }
