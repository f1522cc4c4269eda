import { failureWords } from '../model/failure'
import type { CallError } from './reply'

/** The fields of a page that has nothing new to show. */
type Unseen = { state: 'loading'; slow: boolean } | { state: 'failed'; failure: string }

type AnySight =
  | { kind: 'loading'; slow: boolean }
  | { kind: 'seen' }
  | { kind: 'failed'; error: CallError; online: boolean }
  | { kind: 'stranger' }

/**
 * What every watching page does with a sight that shows no shop: a stranger is led out, loading and failure are said.
 * @param setData of the page
 * @returns whether there is a shop in sight, which is then the page's own to show
 */
export function isSeen<S extends AnySight>(
  sight: S,
  setData: (fields: Unseen) => void,
): sight is Extract<S, { kind: 'seen' }> {
  if (sight.kind === 'stranger') void wx.redirectTo({ url: '/admin/pages/welcome/index' })
  if (sight.kind === 'loading') setData({ state: 'loading', slow: sight.slow })
  if (sight.kind === 'failed') setData({ state: 'failed', failure: failureWords(sight.error, sight.online) })
  return sight.kind === 'seen'
}
