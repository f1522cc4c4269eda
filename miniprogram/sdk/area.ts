import type { Monitor } from './monitor'
import { areaOf } from './options'

/** What comes from here on is counted in this delivery area; what was seen until now was seen in the one before. */
export function moveTo({ queue, host, options }: Monitor, name: unknown): void {
  const area = areaOf(name)
  if (area === options.area) return
  queue.close(host.now())
  options.area = area
}
