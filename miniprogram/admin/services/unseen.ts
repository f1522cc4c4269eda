import { failureWords } from '../model/failure'
import type { Sight } from './watch'

/** The fields of a page that has nothing new to show. */
type Unseen = { state: 'loading'; slow: boolean } | { state: 'failed'; failure: string }

/**
 * What every watching page does with a sight that shows no shop: a stranger is led out, loading and failure are said.
 * @param setData of the page
 * @returns whether there is a shop in sight, which is then the page's own to show
 */
export function isSeen(sight: Sight, setData: (fields: Unseen) => void): sight is Extract<Sight, { kind: 'seen' }> {
  if (sight.kind === 'stranger') void wx.redirectTo({ url: '/admin/pages/welcome/index' })
  if (sight.kind === 'loading') setData({ state: 'loading', slow: sight.slow })
  if (sight.kind === 'failed') setData({ state: 'failed', failure: failureWords(sight.error, sight.online) })
  return sight.kind === 'seen'
}
