/** What core asks of the database, and all that it asks of the outside as one. Adapters implement these on WeChat Cloud; tests on fakes held to the same conformance suite. */

import type { OrderMapping } from '../contract/orderMapping'
import type { OrderEvent } from '../contract/schemas/orderPost'
import type { Rule } from '../contract/schemas/rule'
import type { AccessLogDocument } from './documents/accessLog'
import type { AlertStateDocument } from './documents/alertState'
import type { BatchDocument } from './documents/batch'
import type { Board } from './documents/board'
import type { ChannelDocument } from './documents/channel'
import type { CreditDocument } from './documents/credit'
import type { HeartbeatDocument } from './documents/heartbeat'
import type { IncidentDocument } from './documents/incident'
import type { IssueDocument, IssueMark } from './documents/issue'
import type { MinuteDocument } from './documents/minute'
import type { NoticeDocument } from './documents/notice'
import type { OrderFact, OrderHourDocument } from './documents/orderHour'
import type { Sales } from './documents/sales'
import type { Saving, SettingsDocument } from './documents/settings'
import type { SilenceDocument } from './documents/silence'
import type { StaffDocument } from './documents/staff'
import type { StoreDocument } from './documents/store'
import type { SourceMapPartDocument } from './errors/sourceMaps/documents'
import type { BaselineDocument } from './insight/watch/baseline'
import type { PersonalCollection, StoredDocument } from './people/personalRecords'
import type { CloudMeter } from './ports/meter'
import type { DeadManSwitch, HandOver, Notifiers, ShopActions } from './ports/outside'
import type { PageReader } from './ports/pages'
import type { Expiring } from './retention/expiry'
import type { DayDocument, HourDocument } from './rollup/tiers'

/** Inserting under an existing id is not an error: somebody (perhaps we, before a crash) was there first. */
export type InsertOutcome = 'inserted' | 'exists'

export interface BatchRepository {
  /** receivedAt is set by the database's clock */
  insert(batch: Omit<BatchDocument, 'receivedAt'>): Promise<InsertOutcome>
  /** all batches that were received in an epoch minute, by the database's clock */
  readMinute(shard: string, minute: number): Promise<BatchDocument[]>
  /** the earliest receivedAt at or after `fromMs`, null if none */
  firstReceivedFrom(shard: string, fromMs: number): Promise<number | null>
  /** how many batches were received in each minute of [from, to); minutes without any are not in the map */
  count(shard: string, fromMinute: number, toMinute: number): Promise<Map<number, number>>
  /** batches of these shards received in [fromMs, toMs) that name an order by its reference, and those of the same sessions */
  readAbout(shards: readonly string[], ref: string, fromMs: number, toMs: number): Promise<BatchDocument[]>
  removeReceivedBefore(shard: string, beforeMs: number): Promise<number>
}

/** What is known of a stored part of a minute without reading its series. */
export type MinuteSummary = Pick<MinuteDocument, 'minute' | 'part' | 'parts' | 'batches' | 'sealed'>

export interface MinuteRepository {
  /** insert; if there, replace only an unsealed one that has folded fewer batches */
  put(minute: MinuteDocument): Promise<'written' | 'kept'>
  /**
   * Parts of the minutes of [from, to), ascending by minute and part; with `store`, only what is of that store.
   * Breakdowns are left out unless they are asked for.
   */
  read(shard: string, fromMinute: number, toMinute: number, store?: string, more?: 'dims'): Promise<MinuteDocument[]>
  summaries(shard: string, fromMinute: number, toMinute: number): Promise<MinuteSummary[]>
  /** seals whatever is there of [from, to): the caller has counted every minute of it */
  seal(shard: string, fromMinute: number, toMinute: number): Promise<void>
  removeSealedBefore(shard: string, minute: number): Promise<number>
}

export type DayBatches = Pick<DayDocument, 'store' | 'day' | 'batches'>

export interface RollupRepository {
  /** insert; if there, replace only one that is not sealed and has folded fewer batches, or the same number unsealed */
  putHour(hour: HourDocument): Promise<void>
  putDay(day: DayDocument): Promise<void>
  /** without breakdowns unless they are asked for */
  readHours(store: string, fromHour: number, toHour: number, more?: 'dims'): Promise<HourDocument[]>
  readDays(store: string, fromDay: string, toDay: string, more?: 'dims'): Promise<DayDocument[]>
  /** how many batches the days [fromDay, toDay) of these stores hold, in no order */
  readDayBatches(stores: string[], fromDay: string, toDay: string): Promise<DayBatches[]>
  removeHoursBefore(store: string, hour: number): Promise<number>
  removeDaysBefore(store: string, day: string): Promise<number>
}

/** What is known anew of the orders made in an hour. */
export interface HourPatch {
  facts: Record<string, OrderFact>
  sights?: Record<string, 1>
  dishes?: Record<string, string>
}

/** Orders of these stores, or of all but these. */
export type OrderSelection = { of: string[]; except?: undefined } | { except: string[]; of?: undefined }

export interface OrderRepository {
  /** the shop's own orders updated in [fromMs, toMs), as they are; with `select` only some stores', by the mapping's field */
  readChanged(
    mapping: OrderMapping,
    fromMs: number,
    toMs: number,
    select?: OrderSelection,
  ): Promise<Record<string, unknown>[]>
  /** the newest of them, as they are */
  readLatest(mapping: OrderMapping, limit: number): Promise<Record<string, unknown>[]>
  /** those with this id or number; more than one is too many */
  findOrder(mapping: OrderMapping, text: string): Promise<Record<string, unknown>[]>
  /** the hash under which a customer's phone reports, where the shop knows them by their openid */
  hashCustomer(customer: string, salt: string): string
  /**
   * Each fact is written whole under its order's id, each sight and dish under its own; others stay. Where somebody was
   * forgotten, so do the customers of orders that are known.
   */
  putHour(store: string, hour: number, change: HourPatch): Promise<void>
  readHours(store: string, hours: number[]): Promise<OrderHourDocument[]>
  /** those of epoch hours [from, to) */
  readPast(store: string, fromHour: number, toHour: number): Promise<OrderHourDocument[]>
  /** the same of several stores at once, in no order */
  readHoursOf(stores: string[], hours: number[]): Promise<OrderHourDocument[]>
}

/** Orders that other servers post. */
export interface PostedOrderRepository {
  /** notes what became of one; again it changes nothing. Who was forgotten stays so */
  put(event: OrderEvent): Promise<void>
}

export interface AlertStateRepository {
  read(store: string): Promise<AlertStateDocument | null>
  /** those that are there, in no order */
  readAll(stores: string[]): Promise<AlertStateDocument[]>
  /** compare-and-set on version: false if somebody was faster */
  write(state: AlertStateDocument, expectedVersion: number): Promise<boolean>
}

export interface BaselineRepository {
  /** those that are there, in no order */
  readAll(stores: string[]): Promise<BaselineDocument[]>
  /** compare-and-set on version: false if somebody was faster */
  write(baseline: BaselineDocument, expectedVersion: number): Promise<boolean>
}

export interface IncidentRepository {
  insert(incident: IncidentDocument): Promise<InsertOutcome>
  read(id: string): Promise<IncidentDocument | null>
  write(incident: IncidentDocument, expectedVersion: number): Promise<boolean>
  /** not resolved, or with deliveries under way */
  readActive(): Promise<IncidentDocument[]>
  readLatest(store: string, limit: number): Promise<IncidentDocument[]>
}

export interface CreditRepository {
  read(openid: string, templateId: string): Promise<CreditDocument | null>
  readAll(openids: string[]): Promise<CreditDocument[]>
  write(credit: CreditDocument, expectedVersion: number): Promise<boolean>
}

/** Who is there, and how it is set up. */
export interface Directory {
  /** null: the environment is not set up, and nothing else was looked for */
  settings: SettingsDocument | null
  stores: StoreDocument[]
  staff: StaffDocument[]
}

export interface DirectoryRepository {
  /** settings, stores and staff in one call */
  all(): Promise<Directory>
  settings(): Promise<SettingsDocument | null>
  writeSettings(settings: SettingsDocument, expectedVersion: number): Promise<boolean>
  /** writes this one field, whatever the settings' version */
  noteSaving(saving: Saving): Promise<void>
  stores(): Promise<StoreDocument[]>
  /**
   * Writes all but its shards, which only noteAlsoIn and moveStore change.
   * @param expectedVersion 0 where it has none
   * @returns false if somebody was faster: read again
   */
  writeStore(store: StoreDocument, expectedVersion: number): Promise<boolean>
  /** batches of it lie, or may lie, in another shard too, received before `untilMs`; an earlier note changes nothing */
  noteAlsoIn(store: string, shard: string, untilMs: number): Promise<void>
  /** from now on its batches go to another shard; until then some may still go to the old one. Nothing if it has moved */
  moveStore(store: string, from: string, to: string, untilMs: number): Promise<void>
  /** notes the first measurement of a store; later calls change nothing */
  markSeen(store: string, atMs: number): Promise<void>
  staff(): Promise<StaffDocument[]>
  /** as it is now, never from a cache: for what cannot be undone, and for access */
  readStaff(id: string): Promise<StaffDocument | null>
  writeStaff(staff: StaffDocument): Promise<void>
  /** these fields alone: what others change at the same time stays */
  changeStaff(id: string, fields: Partial<StaffDocument>): Promise<void>
}

export interface RuleRepository {
  /** checked against the schema; a rule that is not valid is a bug of ours and throws */
  read(): Promise<Rule[]>
}

/** Goes through documents whatever they are: for what a person may ask to be told, or to be forgotten. */
export interface PersonRepository {
  /** documents whose id comes after, ascending */
  page(collection: PersonalCollection, afterId: string, limit: number): Promise<StoredDocument[]>
  /**
   * Writes these fields of a document, and no others. What has a version gets the next one.
   * @param read as it was; @returns false: it has changed since
   */
  change(collection: PersonalCollection, read: StoredDocument, fields: Record<string, unknown>): Promise<boolean>
  remove(collection: PersonalCollection, id: string): Promise<void>
  /** a random name of the form of a hash, which leads back to nobody */
  standIn(): string
}

/** Deletes what is over its time (core/retention/expiry). */
export interface ExpiryRepository {
  /**
   * Those whose last change was before, and that are done with.
   * @param stores ids; of no meaning for what belongs to no store
   * @returns how many
   */
  remove(collection: Expiring, beforeMs: number, stores: readonly string[]): Promise<number>
}

export interface AccessLogRepository {
  /** of [fromMs, toMs), oldest first */
  readBetween(fromMs: number, toMs: number): Promise<AccessLogDocument[]>
  insert(entry: AccessLogDocument): Promise<InsertOutcome>
}

export interface IssueRepository {
  /** insert, or widen firstAt/lastAt as minimum and maximum */
  touch(issues: IssueDocument[]): Promise<void>
  read(store: string, sinceMs: number): Promise<IssueDocument[]>
  readOf(stores: string[], sinceMs: number): Promise<IssueDocument[]>
  /** @returns false where there is no such group */
  mark(id: string, mark: IssueMark): Promise<boolean>
}

/** Source maps by release, written by a deployment; which there are comes with the page of an error (PageDocuments). */
export interface SourceMapRepository {
  /** those that are there, in no order */
  parts(ids: string[]): Promise<SourceMapPartDocument[]>
}

/** What pages keep until it changes. */
export type Changed = 'incidents' | 'credits'

export interface Glance {
  beats: Map<string, HeartbeatDocument>
  changes: Record<Changed, number>
  board: Board | null
}

export interface HeartbeatRepository {
  read(ids: string[]): Promise<Map<string, HeartbeatDocument>>
  /** never moves `through` backwards */
  beat(id: string, at: number, through: number): Promise<void>
  /**
   * Several in one write, with the boards of pages; each beat only moves forward.
   * @param shard that writes: each has a document of its own, so that they do not wait for each other and none grows too large
   */
  beatAll(
    beats: readonly HeartbeatDocument[],
    boards?: readonly Board[],
    shard?: string,
    sales?: readonly Sales[],
  ): Promise<void>
  /** what the shard's run last wrote of its stores' sales */
  readSales(shard?: string): Promise<Sales[]>
  /** the work of this name is the caller's until then, epoch ms; false: somebody has it */
  lease(name: string, nowMs: number, untilMs: number): Promise<boolean>
  /** beats, the board of a store and how often what pages keep has changed, in one read */
  glance(ids: string[], store: string): Promise<Glance>
  /** tells pages that what they keep of it has changed */
  bump(changed: Changed): Promise<void>
}

export interface SilenceRepository {
  /** those of the stores that are not over yet */
  readActive(now: number): Promise<SilenceDocument[]>
  read(id: string): Promise<SilenceDocument | null>
  write(silence: SilenceDocument, expectedVersion: number): Promise<boolean>
}

export interface NoticeRepository {
  insert(notice: NoticeDocument): Promise<InsertOutcome>
  read(id: string): Promise<NoticeDocument | null>
  write(notice: NoticeDocument, expectedVersion: number): Promise<boolean>
  readDue(now: number): Promise<NoticeDocument[]>
}

export interface ChannelRepository {
  read(id: string): Promise<ChannelDocument | null>
  write(channel: ChannelDocument, expectedVersion: number): Promise<boolean>
}

export interface Ports {
  batches: BatchRepository
  minutes: MinuteRepository
  rollups: RollupRepository
  orders: OrderRepository
  postedOrders: PostedOrderRepository
  alertStates: AlertStateRepository
  baselines: BaselineRepository
  incidents: IncidentRepository
  credits: CreditRepository
  directory: DirectoryRepository
  issues: IssueRepository
  heartbeats: HeartbeatRepository
  notifiers: Notifiers
  actions: ShopActions
  handOver: HandOver
  deadMan: DeadManSwitch
  silences: SilenceRepository
  notices: NoticeRepository
  channels: ChannelRepository
  rules: RuleRepository
  accessLog: AccessLogRepository
  people: PersonRepository
  expiry: ExpiryRepository
  sourceMaps: SourceMapRepository
  pages: PageReader
  meter: CloudMeter
}
