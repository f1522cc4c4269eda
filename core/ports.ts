/** What core asks of the outside. Adapters implement these on WeChat Cloud; tests on fakes held to the same conformance suite. */
import type { Rule } from '../contract/schemas/rule'
import type {
  AccessLogDocument,
  AlertStateDocument,
  BatchDocument,
  CreditDocument,
  HeartbeatDocument,
  IncidentDocument,
  IssueDocument,
  MinuteDocument,
  OrderFact,
  OrderHourDocument,
  SettingsDocument,
  StaffDocument,
  StoreDocument,
} from './documents'
import type { DayDocument, HourDocument } from './rollup/tiers'

/** Inserting under an existing id is not an error: somebody (perhaps we, before a crash) was there first. */
export type InsertOutcome = 'inserted' | 'exists'

export interface BatchRepository {
  /** receivedAt is set by the database's clock */
  insert(batch: Omit<BatchDocument, 'receivedAt'>): Promise<InsertOutcome>
  /** batches of [from, to) by receivedAt, in pages, ascending by _id */
  readMinute(shard: string, minute: number): Promise<BatchDocument[]>
  /** the earliest receivedAt after `afterMs`, null if none */
  firstReceivedAfter(shard: string, afterMs: number): Promise<number | null>
  count(shard: string, fromMinute: number, toMinute: number): Promise<Map<number, number>>
  removeMinute(shard: string, minute: number): Promise<number>
}

export interface MinuteRepository {
  /** insert; if there, replace only an unsealed one that has folded fewer batches */
  put(minute: MinuteDocument): Promise<'written' | 'kept'>
  read(shard: string, fromMinute: number, toMinute: number): Promise<MinuteDocument[]>
  seal(shard: string, minute: number, batches: number): Promise<boolean>
}

export interface RollupRepository {
  putHour(hour: HourDocument): Promise<void>
  putDay(day: DayDocument): Promise<void>
  readHours(store: string, fromHour: number, toHour: number): Promise<HourDocument[]>
  readDays(store: string, fromDay: string, toDay: string): Promise<DayDocument[]>
}

export interface OrderRepository {
  /** the shop's own orders updated in [fromMs, toMs), as facts by order id with their store */
  readChanged(fromMs: number, toMs: number): Promise<{ id: string; store: string; fact: OrderFact }[]>
  putFacts(store: string, hour: number, facts: Record<string, OrderFact>): Promise<void>
  readHours(store: string, hours: number[]): Promise<OrderHourDocument[]>
}

export interface AlertStateRepository {
  read(store: string): Promise<AlertStateDocument | null>
  /** compare-and-set on version: false if somebody was faster */
  write(state: AlertStateDocument, expectedVersion: number): Promise<boolean>
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

export interface DirectoryRepository {
  settings(): Promise<SettingsDocument | null>
  writeSettings(settings: SettingsDocument, expectedVersion: number): Promise<boolean>
  stores(): Promise<StoreDocument[]>
  writeStore(store: StoreDocument): Promise<void>
  staff(): Promise<StaffDocument[]>
  writeStaff(staff: StaffDocument): Promise<void>
}

export interface RuleRepository {
  /** checked against the schema; a rule that is not valid is a bug of ours and throws */
  read(): Promise<Rule[]>
}

export interface AccessLogRepository {
  insert(entry: AccessLogDocument): Promise<InsertOutcome>
}

export interface IssueRepository {
  /** insert, or widen firstAt/lastAt as minimum and maximum */
  touch(issues: IssueDocument[]): Promise<void>
  read(store: string, sinceMs: number): Promise<IssueDocument[]>
}

export interface HeartbeatRepository {
  read(ids: string[]): Promise<Map<string, HeartbeatDocument>>
  /** never moves `through` backwards */
  beat(id: string, at: number, through: number): Promise<void>
}

export interface MessageSender {
  /** error: WeChat's errcode; retryable says whether trying the same person again may help */
  send(message: {
    openid: string
    templateId: string
    page: string
    values: Record<string, string>
  }): Promise<SendOutcome>
}

export type SendOutcome =
  | { status: 'sent' }
  | { status: 'failed'; code: number; message: string }
  /** no answer: it may have been delivered */
  | { status: 'unknown'; message: string }

export interface Ports {
  batches: BatchRepository
  minutes: MinuteRepository
  rollups: RollupRepository
  orders: OrderRepository
  alertStates: AlertStateRepository
  incidents: IncidentRepository
  credits: CreditRepository
  directory: DirectoryRepository
  issues: IssueRepository
  heartbeats: HeartbeatRepository
  messages: MessageSender
  rules: RuleRepository
  accessLog: AccessLogRepository
}
