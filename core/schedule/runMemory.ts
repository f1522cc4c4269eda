import type { AlertStateDocument } from '../documents/alertState'
import type { HeartbeatDocument } from '../documents/heartbeat'
import type { MinuteDocument } from '../documents/minute'
import type { OrderHourDocument } from '../documents/orderHour'
import type { Sales } from '../documents/sales'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import type { Watches } from '../insight/watch/watchStores'
import type { HourPatch } from '../ports'
import type { Rests } from './fanOut'

/** Minutes of a shard that an instance knows: everything ingested in [from, to), epoch minutes. */
export interface KnownMinutes {
  from: number
  to: number
  documents: Map<string, MinuteDocument>
}

export interface Kept<T> {
  value: T
  atMs: number
}

/**
 * What an instance remembers from one run to the next, so that it need not be read again. It holds only what this
 * instance read or wrote, and goes on from its own cursors: what other instances did meanwhile is met again on the way,
 * and changes nothing. Nothing here is needed: forgetting all of it only costs reads.
 */
export class RunMemory {
  /** cursors, null: known not to be there */
  readonly marks = new Map<string, HeartbeatDocument | null>()
  /** ids of marks that are not written down yet */
  readonly unwritten = new Set<string>()
  readonly minutes = new Map<string, KnownMinutes>()
  /** by store, then by hour; null: known not to be there */
  readonly orderHours = new Map<string, Map<number, OrderHourDocument | null>>()
  /** by store:hour: what was read of orders and is not written yet */
  readonly unwrittenOrders = new Map<string, { store: string; hour: number; patch: HourPatch }>()
  readonly states = new Map<string, AlertStateDocument | null>()
  /** detectors of the stores' series */
  readonly watches: Watches = new Map()
  /** by store, as last written down by anybody this instance knows of */
  readonly sales = new Map<string, Sales>()
  settings: Kept<SettingsDocument> | null = null
  stores: Kept<StoreDocument[]> | null = null
  /** settings and stores older than this are read again */
  directoryAgeMs = 0

  lastRunMs: number | null = null
  lastLookMs = 0
  lastFullMs = 0
  lastOrdersMs = 0
  /** when orders were last written down */
  lastPutMs = 0
  /** when this instance last wrote a heartbeat; null: not yet */
  lastBeatMs: number | null = null
  /** cursors that only this instance's own runs move, as long as nobody else runs */
  readonly ownMarks = new Set<string>()
  /** before then there is nothing to do, epoch ms */
  restUntilMs = 0
  /** when each shard wants its next call, where there are several */
  readonly rests: Rests = new Map()
  /** the next heartbeat was promised for the minute after */
  promisedMs = 0
  /** last sign of life */
  seenMs = 0
  active = false

  forget(): void {
    this.marks.clear()
    this.unwritten.clear()
    this.minutes.clear()
    this.orderHours.clear()
    this.unwrittenOrders.clear()
    this.states.clear()
    this.watches.clear()
    this.sales.clear()
    this.settings = null
    this.stores = null
    this.lastRunMs = null
    this.lastLookMs = 0
    this.lastFullMs = 0
    this.lastOrdersMs = 0
    this.lastPutMs = 0
    this.lastBeatMs = null
    this.ownMarks.clear()
    this.restUntilMs = 0
    this.rests.clear()
    this.promisedMs = 0
    this.seenMs = 0
    this.active = false
  }
}
