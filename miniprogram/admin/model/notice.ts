import { clockTime } from '../format/clockTime'
import { duration } from '../format/duration'
import type { Freshness } from './freshness'

/** The bar under the title: why the picture may not be the present. */
export interface Notice {
  kind: 'none' | 'stale' | 'offline'
  text: string
  retry: boolean
}

export const noNotice: Notice = { kind: 'none', text: '', retry: false }

export interface Reading {
  /** the phone has a network */
  online: boolean
  /** the last question got no answer */
  failed: boolean
}

export function noticeOf(freshness: Freshness, reading: Reading, zone: string): Notice {
  const asOf = clockTime(freshness.asOf, zone)
  if (!reading.online) return { kind: 'offline', text: `手机没网，看到的是 ${asOf} 存下的`, retry: false }
  if (freshness.stale) {
    return { kind: 'stale', text: `这是 ${asOf} 的，${duration(freshness.ageMs)}没更新`, retry: true }
  }
  if (reading.failed) return { kind: 'stale', text: `这是 ${asOf} 的，没读到新的`, retry: true }
  return { kind: 'none', text: '', retry: false }
}
