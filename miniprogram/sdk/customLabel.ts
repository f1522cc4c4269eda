import { LABEL_LENGTH } from './catalogue'
import { scrub } from './text/scrub'

/** `photo,size=large`: names sorted, so that the same labels are the same series. */
export function customLabel(name: unknown, labels?: unknown): string {
  const words = Object.entries(Object(labels)).map((pair) => pair.map(String).join('='))
  return scrub([name, ...words.sort()].join(','), LABEL_LENGTH) || 'unknown'
}
