import type { Light } from '../../../contract/query'
import { levelWord } from '../format/words'
import type { Head } from './head'
import type { PageQuery } from './pageQuery'
import { momentOf } from './ranges'

/**
 * A page of today is no calmer than its own light on the overview, which looks at the last half hour: a day that goes well
 * may have an hour that does not. @param light of the same indicator, not an old one; undefined: none is known
 */
export function likeItsLight<V extends object>(view: V, light: Light | undefined, query: PageQuery): V {
  const { head } = view as { head?: Head }
  const isOfNow = momentOf(query) === null && (query.range === undefined || query.range === 'today')
  if (head === undefined || head.icon !== 'ok' || light === undefined || !isOfNow) return view
  if (light.level !== 'warn' && light.level !== 'crit') return view
  const sentence = `最近：${light.sentence}`
  return { ...view, head: { ...head, icon: light.level, word: levelWord[light.level], sentence } }
}
