import type { PageQuery } from './pageQuery'

/** A list that is cut to its first rows until somebody wants all. */
export interface Cut<T> {
  shown: T[]
  /** words of the way to the rest; empty when nothing is hidden */
  more: string
}

/** A phone draws so many rows at once; scrolling down brings as many again. */
export const rowsAtOnce = 40

/** How many rows of the whole list are drawn: all that was scrolled to. */
export const rowsDrawn = (query: PageQuery): number => Number(query.rows ?? rowsAtOnce)

/**
 * @param few rows before 全部 is tapped
 * @param counter e.g. 个
 */
export function cut<T>(list: readonly T[], few: number, counter: string, query: PageQuery, name: string): Cut<T> {
  const all = query[name] === 'all'
  const shown = list.slice(0, all ? rowsDrawn(query) : few)
  return { shown, more: all || list.length <= few ? '' : `全部 ${list.length} ${counter}` }
}
