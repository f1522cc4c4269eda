import type { UsageSource } from '../documents/settings'

export interface UsageCounts {
  functionCalls: number
  dbCalls: number
  gbs: number
  gbOut: number
}

/** What the whole cloud environment has used since the month began, or since `since` if that is later. */
export interface CloudUsage {
  source: 'meter' | 'cloudbase'
  since: number
  all: UsageCounts
  /** Kandian's own functions; null where the source does not tell them apart */
  own: UsageCounts | null
  /** memory as configured, where the source tells it */
  functions: { name: string; calls: number; memoryMb: number | null }[]
  /** points by day, where the source tells them */
  days: { day: string; points: number }[]
}

export interface CloudMeter {
  /** null: it did not answer; the reason is logged */
  read(source: UsageSource, fromMs: number, toMs: number): Promise<CloudUsage | null>
}
