import type { PageHead } from '../../../contract/pages/parts'

/** While an alert is open it is what a page says first; null without one. */
export function openVerdict({ incidents }: Pick<PageHead, 'incidents'>): PageHead['verdict'] | null {
  const open = incidents.findLast(({ to }) => to === null)
  return open === undefined ? null : { level: open.severity, title: open.name, sentence: '' }
}
