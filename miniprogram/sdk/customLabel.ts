import { label } from './text/route'
import { scrub } from './text/scrub'

/** `photo,size=large`: names sorted, so that the same labels are the same series. */
export function customLabel(name: unknown, labels?: unknown): string {
  const given = Object(labels) as Record<string, unknown>
  const words = Object.keys(given)
    .sort()
    .map((key) => `${key}=${String(given[key])}`)
  return label(scrub([name, ...words].join(','), 128))
}
