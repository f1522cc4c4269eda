import { clockTime } from '../format/clockTime'

/** What the page of an incident could not read beside its head and its record: said, never just left out. */
export interface Unread {
  kind: 'reading' | 'failed'
  title: string
  note: string
}

/** How it went with what stands beside an incident's head and record. */
export interface PartsRead {
  /** epoch ms on the cloud's clock of what is shown; null before the first answer */
  at: number | null
  /** why the last question got no answer, in the owner's words; null: it got one, or waits for one */
  failure: string | null
}

/** @returns null when everything is there and new */
export function unreadOf({ at, failure }: PartsRead, zone: string): Unread | null {
  if (failure === null) return at === null ? { kind: 'reading', title: '正在读怎么办、走势和原因', note: '' } : null
  if (at === null)
    return { kind: 'failed', title: '怎么办、走势和原因没读出来', note: `${failure}。静音和转给也要读到才能点` }
  return { kind: 'failed', title: `走势和原因是 ${clockTime(at, zone)} 的，没读到新的`, note: failure }
}
