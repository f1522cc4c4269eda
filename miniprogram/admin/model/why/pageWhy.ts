import type { PageWhy } from '../../../../contract/pages/parts'
import { clockRange, clockTime } from '../../format/clockTime'
import { spaced } from '../../format/spaced'
import { causeRows } from './causeRows'
import { changeRows } from './changeRows'
import type { WhyRow } from './whyRow'

export interface PageWhyView {
  incident: string
  title: string
  note: string
  rows: WhyRow[]
}

const nowhere = (): string => ''

/** Why the latest alert of a page came: what was done before it, and who makes the change. null: nothing is known of it. */
export function pageWhyView(why: PageWhy | null, zone: string): PageWhyView | null {
  if (why === null) return null
  const { incident, title, from, to, causes, changes } = why
  const rows = [
    ...changeRows(changes, from, zone).map((row) => ({ ...row, url: '' })),
    ...causeRows(causes, null, nowhere),
  ]
  if (rows.length === 0) return null
  const times = to === null ? `${clockTime(from, zone)} 起` : clockRange(from, to, zone)
  return { incident, title: '为什么会这样', note: `${spaced(title.replace(/\n/g, ''))}，${times}`, rows }
}
