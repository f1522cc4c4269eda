import type { KnownChange } from '../../../../contract/insight'
import { clockTime } from '../../format/clockTime'
import { duration } from '../../format/duration'
import { spaced } from '../../format/spaced'
import { indicatorUrl } from '../strip'
import type { WhyRow } from './whyRow'

/** What people or the calendar did shortly before it. */
export const changeRows = (changes: readonly KnownChange[], openedAt: number, zone: string): WhyRow[] =>
  changes.map(({ at, kind, text }, index) => ({
    key: `change:${index}`,
    icon: 'swap',
    title: kind === 'holiday' ? spaced(text) : `${clockTime(at, zone)} ${spaced(text)}`,
    note: [whenOf(kind, openedAt - at), changes.length === 1 ? '就这一处变动' : ''].filter(Boolean).join('，'),
    url: urlOf(kind, at),
  }))

/** A holiday lasts all day. */
const whenOf = (kind: KnownChange['kind'], beforeMs: number): string =>
  kind === 'holiday' ? '' : beforeMs < 60_000 ? '紧接着就出事了' : `出事前 ${duration(beforeMs)}`

/** A version is on the page that tells versions apart, a silence in the list; settings are no page of a minute. */
function urlOf(kind: KnownChange['kind'], at: number): string {
  if (kind === 'release') return `${indicatorUrl('response', at)}&by=release`
  return kind === 'promotion' ? '/admin/pages/incidents/index' : ''
}
