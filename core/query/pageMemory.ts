import { ahead } from '../concurrency/ahead'
import type { CreditDocument } from '../documents/credit'
import type { IncidentDocument } from '../documents/incident'
import type { IssueDocument } from '../documents/issue'
import type { OrderHourDocument } from '../documents/orderHour'
import type { BaselineDocument } from '../insight/watch/baseline'
import type { CloudUsage } from '../ports/meter'
import type { DayDocument, HourDocument } from '../rollup/tiers'
import type { PageDocuments } from './measured/pageDocuments'

/** Something read, good as long as its mark stays the same, and not for ever. */
export interface Marked<T> {
  mark: string
  atMs: number
  value: T
}

export interface KnownOrders {
  hours: Map<number, OrderHourDocument | null>
  /** the source's update time up to which they are complete, epoch ms */
  throughMs: number
  atMs: number
}

/** Older hours and days that an instance has read, and their breakdowns. */
export interface KnownTiers {
  atMs: number
  hours: KnownHours<HourDocument>
  /** local day → what of it was asked for; null: there is no such day */
  days: Map<string, KnownDay>
  dimHours: KnownHours<PageDocuments['dimHours'][number]>
  dimDays: Map<string, PageDocuments['dimDays'][number] | null>
}

export interface KnownHours<T> {
  /** first epoch hour that was asked for; null: none was */
  from: number | null
  kept: readonly T[]
}

export interface KnownDay {
  totals: boolean
  rows: boolean
  document: DayDocument | null
}

/** What an instance that answers pages remembers of its stores. Forgetting it costs reads. */
export class PageMemory {
  readonly incidents = new Map<string, Marked<IncidentDocument[]>>()
  readonly credits = new Map<string, Marked<CreditDocument[]>>()
  readonly issues = new Map<string, Marked<IssueDocument[]>>()
  readonly baselines = new Map<string, Marked<BaselineDocument | null>>()
  readonly orders = new Map<string, KnownOrders>()
  /** orders of earlier weeks */
  readonly pastOrders = new Map<string, Marked<OrderHourDocument[]>>()
  readonly tiers = new Map<string, KnownTiers>()
  /** shard → epoch hour below which `compact` has made every hour that there is */
  readonly made = new Map<string, number>()
  /** release and stack → the same in the lines of its sources; null where no map is kept */
  readonly stacks = new Map<string, string | null>()
  /** of the environment, with when it was asked */
  usage: { atMs: number; value: CloudUsage | null } | null = null
}

/** Marks may be lost when a writer dies between its write and the mark. */
const LONGEST_MS = 600_000

/** Whether something is kept that is not too old: then its mark tells whether it is still so. */
const isKept = (known: Marked<unknown> | undefined, nowMs: number): boolean =>
  known !== undefined && nowMs >= known.atMs && nowMs - known.atMs < LONGEST_MS

/** @returns undefined: it is to be read */
export function knownWhileMarked<T>(
  kept: ReadonlyMap<string, Marked<T>>,
  key: string,
  mark: string,
  nowMs: number,
): T | undefined {
  const known = kept.get(key)
  return isKept(known, nowMs) && known?.mark === mark ? known.value : undefined
}

/** Reads again only when the mark has changed; what is not kept is read with its mark, not after it. */
export async function whileMarked<T>(
  kept: Map<string, Marked<T>>,
  key: string,
  marking: Promise<string>,
  nowMs: number,
  read: () => Promise<T>,
): Promise<T> {
  // asked after its mark, it is at least as new
  const early = isKept(kept.get(key), nowMs) ? null : ahead(read())
  const mark = await marking
  const known = early === null ? knownWhileMarked(kept, key, mark, nowMs) : undefined
  if (known !== undefined) return known
  const value = await (early ?? read())
  kept.set(key, { mark, atMs: nowMs, value })
  return value
}
