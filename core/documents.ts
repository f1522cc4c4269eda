/**
 * The documents of every collection of ours (DESIGN §4). Times are epoch ms in UTC, minutes and hours are
 * epoch minutes (ms / 60000) and epoch hours; days of a shop are 'YYYY-MM-DD' in its zone.
 */
import type { ClockSpan, MitigationRequest } from '../contract/admin'
import type { BatchV1, CountTuple, PointTuple } from '../contract/batch'
import type { Role, Severity } from '../contract/health'
import type { OrderMapping } from '../contract/orderMapping'
import type { OrderState } from '../contract/orderStates'
import type { FixedIn } from '../contract/pages/errors'
import type { IncidentReview } from '../contract/pages/incidents'
import type { ApiSetting } from '../contract/pages/settings'
import type { PaymentDoubts } from '../contract/paymentTruth'
import type { PlanSettings, SavingLevel } from '../contract/plan'
import type { ProbeSetting } from '../contract/schemas/probe'
import type { RuleChange } from '../contract/schemas/rule'
import type { WarmingSettings } from '../contract/warm'
import type { Channel, ChannelSettings } from './channels/channelSettings'
import type { MinuteDims } from './rollup/dims/storedDims'
import type { Rota } from './staff/rotaTypes'

export type { OrderMapping } from '../contract/orderMapping'

/**
 * A batch as it lies in the database: counters and points are packed by `collect` (ingest/packedItems.ts), and tuples where
 * somebody else writes them, as functions of the shop do.
 */
export interface StoredBatch extends Omit<BatchV1, 'counts' | 'points'> {
  counts: CountTuple[] | string
  points: PointTuple[] | string
}

/** `_id`: user hash + ':' + session + '-' + seq: a resend lands on the same id. */
export interface BatchDocument<Batch extends StoredBatch = StoredBatch> {
  _id: string
  shard: string
  /** serverDate: the database's clock, the only one that decides in which minute a batch is counted. */
  receivedAt: Date
  /** Hash of the openid with the environment's salt; the openid itself is never stored here. */
  user: string
  /** where the phone was, by an offline table of addresses; the address itself is stored nowhere */
  place?: Place
  batch: Batch
  /** Refused items of this batch, [drop reason index, how many]. */
  dropped: [number, number][]
}

/** '' where the table does not tell. */
export interface Place {
  /** province, or 境外 */
  region: string
  carrier: string
}

/** Columns of equal length: row i is one series at one event minute. */
export interface SeriesColumns {
  /** metric id */
  m: number[]
  /** label */
  l: string[]
  /** minutes before the ingest minute at which the events happened, ≥ 0 */
  e: number[]
  /** counts by outcome index, trailing zeros cut */
  c: number[][]
  /** encoded sketch of durations (contract/sketch), '' where the metric has none */
  k: string[]
  /** distinct hashed users who met a failure, sorted, ≤ USERS_KEPT */
  f: string[][]
  /** distinct hashed users at all, sorted, ≤ USERS_KEPT; empty unless the catalogue asks for them */
  u: string[][]
}

/** `_id`: shard:minute or shard:minute:part. A pure function of the batches received in that minute. */
export interface MinuteDocument {
  _id: string
  shard: string
  /** ingest minute */
  minute: number
  part: number
  parts: number
  /** how many batches were folded: a stale worker's fold never replaces a fuller one */
  batches: number
  sealed: boolean
  codec: 1
  stores: Record<string, StoreMinute>
  /** breakdowns by store, where there are any: read only by who asks for them */
  dims?: Record<string, MinuteDims>
  demo?: boolean
}

export interface StoreMinute {
  series: SeriesColumns
  /** [drop reason index, how many], by the phones and by the cloud */
  dropped: [number, number][]
  /** batches folded of this store */
  batches: number
  /** what phones saw of orders: [reference, index into ORDER_SIGHTS, epoch ms], sorted; absent for nothing */
  sights?: [string, number, number][]
}

/** An issue's sample: the first batch that carried the fingerprint. */
export interface IssueDocument {
  /** store:fingerprint */
  _id: string
  store: string
  fingerprint: string
  firstAt: number
  lastAt: number
  /** the newest release it was seen in, and when last (core/errors/newestSighting); absent before there was any with an order */
  newest?: string
  /** when it was last seen in a release without order */
  unorderedAt?: number
  status: 'open' | 'solved' | 'ignored'
  /** what staff said of it, oldest first */
  marks?: IssueMark[]
  sample: {
    kind: string
    message: string
    stack: string
    page: string
    release: string
    crumbs: { at: number; kind: string; text: string }[]
  }
}

export interface IssueMark {
  at: number
  /** the name shown */
  by: string
  status: 'open' | 'solved' | 'ignored'
  /** solved by a release; absent: without one, or nobody said */
  fixed?: FixedIn
}

/**
 * Orders as the server knows them. `_id`: store:epochHour of the order's creation. One fact per order, written whole:
 * reading an order twice, or in another order of reading, gives the same document.
 */
export interface OrderHourDocument {
  _id: string
  store: string
  hour: number
  facts: Record<string, OrderFact>
  /** what phones saw of orders in this hour: reference_sight_time (core/orders/sights.ts) → 1 */
  sights?: Record<string, 1>
  /** dish → its name when it was ordered */
  dishes?: Record<string, string>
  demo?: boolean
}

/** Stored in few bytes (orders/factCodec.ts); what a shop does not note is left out. */
export interface OrderFact {
  /** epoch ms of each state reached */
  createdAt: number
  paidAt: number | null
  acceptedAt: number | null
  readyAt?: number | null
  /** delivered, or taken away */
  doneAt: number | null
  cancelledAt: number | null
  refundedAt: number | null
  amountFen: number
  /** given back so far; absent with `refundedAt`: all of it */
  refundedFen?: number
  /** the source's own update time: the later reading wins */
  updatedAt: number
  /** by its status, where the shop notes one */
  state?: OrderState
  /** the number the customer knows it by */
  number?: string
  /** hash of the customer, as of their phone's measurements */
  customer?: string
  items?: OrderItem[]
  refundReason?: string
  cancelReason?: string
  /** how it was paid, in the shop's words */
  payment?: string
}

export interface OrderItem {
  dish: string
  count: number
  /** of one, as ordered */
  priceFen: number
}

export interface StoreDocument {
  /** store id */
  _id: string
  name: string
  branch: string
  /** where `collect` writes what its phones send (core/rollup/shards.ts) */
  shard: string
  /** other shards that hold batches of it → received until then, epoch ms: it moved, or somebody wrote there */
  alsoIn?: Record<string, number>
  /** IANA zone */
  zone: string
  /** Opening hours by weekday, 0 = Sunday: [from, to) in minutes of the local day; to may pass 1440 (over midnight). */
  hours: [number, number][][]
  /** Local days ('YYYY-MM-DD') on which the shop is closed. */
  closedOn: string[]
  createdAt: number
  /** First measurement, epoch ms; null before it. */
  firstSeenAt: number | null
  /** rule → what this store has changed of it */
  rules?: Record<string, RuleChange>
}

/** `_id` 'main'. Secrets never leave the cloud. */
export interface SettingsDocument {
  _id: string
  version: number
  /** salt of the user hashes */
  salt: string
  /**
   * One-time claim code of the first owner: HMAC-SHA256 of the code (upper case) keyed by salt, in hex; null once used.
   */
  claimHash: string | null
  /** who used it: lets a claim that was cut off be finished */
  claimedBy?: { staff: string; hash: string }
  /** one-time invitations: hash of the code → what it gives */
  invites: Record<string, Invitation>
  /** into how many shards stores are dealt out (docs/adr/shards.md) */
  shards: number
  templates: Record<TemplateKind, TemplateSetting | null>
  orders: OrderMapping
  /** when the mapping was last changed, epoch ms: orders are read again from then on six weeks back */
  ordersChangedAt?: number
  /** of servers that post their orders: one, or two while they are exchanged */
  orderSecrets?: string[]
  /** robot, webhook and the like; absent: subscription messages only */
  channels?: ChannelSettings
  mitigations?: MitigationRequest[]
  /** who may read the numbers from outside; of a token only its hash is kept */
  exportTokens?: { id: string; name: string; hash: string; stores: string[]; createdAt: number }[]
  /** what is tried on a timer, customers or not */
  probes?: ProbeSetting[]
  /** store → its weekly plan */
  rota?: Record<string, Rota>
  /** false: no weekly drill to the robot, no monthly one to a person */
  drills?: boolean
  /** absent: only what the monitor knows of itself */
  usage?: UsageSource
  /** what is promised; absent: 99.5 % of a month's attempts */
  objective?: { availability: number; days: number }
  /** label of an API or function → its name in the owner's words, and T of its Apdex in ms */
  apis?: ApiSetting[]
  /** functions that are kept warm before a rush; null or absent: none */
  warming?: WarmingSettings | null
  /** the plan of the cloud environment; null or absent: not told, so nothing is forecast and nothing saved */
  plan?: PlanSettings | null
  /** how the monitor's own use of it goes, reckoned by `compact` */
  saving?: Saving
  /** staff id → when they showed a wrong code, epoch ms: only so many an hour */
  codeTries?: Record<string, number[]>
}

export interface Invitation {
  role: Role
  stores: string[]
  /** epoch ms */
  validUntil: number
  /** the owner in whose place who joins steps */
  takesOver?: string
}

/** Points of the running month, in UTC, that the monitor used, and what is done about it. */
export interface Saving {
  /** epoch ms of the reckoning */
  at: number
  level: SavingLevel
  /** since when at this level, epoch ms */
  since: number
  /** since the month began, and by its end if it goes on like this */
  usedPoints: number
  forecastPoints: number
  /** until the monitor's share is used up; null: it lasts the month */
  daysLeft: number | null
}

/**
 * Who counts what the environment uses: the local cloud's meter, or CloudBase's monitoring API with a key of the account
 * (documented in docs/load.md; never tried against the real one).
 */
export type UsageSource =
  | { kind: 'meter'; url: string; token: string }
  | { kind: 'cloudbase'; envId: string; secretId: string; secretKey: string }

export type TemplateKind = 'critical' | 'normal' | 'digest'

export interface TemplateSetting {
  id: string
  /** our value → the account's keyword, e.g. { store: 'thing1', title: 'thing2' } */
  keywords: Partial<Record<'store' | 'title' | 'severity' | 'sentence' | 'time', string>>
  page: string
}

/** `_id`: hash of the openid. The openid is kept here because messages need it; telemetry never has it. */
export interface StaffDocument {
  _id: string
  openid: string
  name: string
  role: Role
  stores: string[]
  /** position in the on-call order, 1 first; 0: not on call */
  order: number
  removed: boolean
  joinedAt: number
  /** they want no messages for now */
  optedOut?: boolean
  /** no warnings then; critical ones only if they said so */
  quiet?: ClockSpan | null
  /** critical messages also while quiet */
  wakeMe?: boolean
  /** the daily report: absent means the owner gets it, others do not */
  dailyReport?: boolean
  /** they accepted 用工关系 messages */
  employee?: boolean
}

/** `_id`: openid hash:template id. What we believe; WeChat's answer 43101 corrects it. */
export interface CreditDocument {
  _id: string
  openid: string
  templateId: string
  granted: number
  spent: number
  /** reservation key → epoch minute */
  reserved: Record<string, number>
  refusedAt: number | null
  /** keys of the last push events counted here, oldest first: WeChat repeats events */
  events: string[]
  version: number
  /** epoch minutes of the last messages, oldest first: what the forecast goes by */
  spentMinutes?: number[]
}

/** `_id`: store. All of a store's alerting state in one document: new state and outbox in one compare-and-set write. */
export interface AlertStateDocument {
  _id: string
  version: number
  /** last minute judged, epoch minute */
  judgedThrough: number
  /** rule id → series fingerprint → state; only active ones are kept */
  series: Record<string, Record<string, SeriesState>>
  /** rule → minute of its last end, of rules that inhibit others; old ones go with the next change */
  ended?: Record<string, number>
  /** area → its open incident, as last told to the outbox */
  open: Record<string, OpenIncident>
  /** area → epoch minutes of its last openings and ends: what flaps is held open */
  changes?: Record<string, number[]>
  /** what still has to be written to incidents */
  outbox: Intent[]
}

export interface SeriesState {
  state: 'pending' | 'firing'
  /** epoch minutes */
  activeAt: number
  keepSince: number | null
  noDataSince: number | null
  value: number | null
}

export interface OpenIncident {
  id: string
  severity: Severity
  title: string
  sentence: string
  /** ids of the rules that fired in the last intent, sorted */
  rules: string[]
  /** held open because it flaps: nothing has fired since this epoch minute */
  calmSince?: number
}

export type Intent =
  | { kind: 'open'; incident: IncidentDocument }
  | {
      kind: 'update'
      incidentId: string
      minute: number
      severity: Severity
      title: string
      sentence: string
      alerts: IncidentAlert[]
    }
  | { kind: 'resolve'; incidentId: string; minute: number }

export interface IncidentAlert {
  rule: string
  title: string
  severity: Severity
  /** epoch ms */
  since: number
  until: number | null
  value: number | null
}

/** `_id`: store:area:minute opened. */
export interface IncidentDocument {
  _id: string
  store: string
  area: string
  version: number
  severity: Severity
  status: 'open' | 'acknowledged' | 'resolved'
  title: string
  sentence: string
  openedAt: number
  resolvedAt: number | null
  /** by: the name shown; staff: their id */
  acknowledged: { by: string; staff: string; at: number } | null
  alerts: IncidentAlert[]
  /** epoch minute of the last intent applied: older ones, read again by a late worker, change nothing */
  appliedThrough: number
  deliveries: Record<string, Delivery>
  /** when the next escalation step is due, epoch ms; null: none */
  nextAt: number | null
  step: number
  history: { at: number; text: string }[]
  /** who is to look after it, if not the one who took it */
  assigned?: { name: string; staff: string; at: number }
  /** ended by hand: a new severity opens it again */
  resolvedBy?: { by: string; staff: string }
  /** why nobody is told for now */
  hold?: IncidentHold | null
  mitigations?: MitigationRun[]
  review?: IncidentReview
}

export interface IncidentHold {
  /** silenced; quiet hours; something worse in the same shop; it was over a moment ago */
  reason: 'silence' | 'quiet' | 'inhibited' | 'again'
  /** epoch ms; looked at again then */
  until: number
}

/** One use of an action of the shop. Undone by the timer at `undoAt`, or by hand before. */
export interface MitigationRun {
  /** also what the shop's function gets, to tell a repeated call from a second one */
  id: string
  action: string
  name: string
  by: string
  staff: string
  at: number
  undoAt: number
  /** starting: the call is under way, or its run died: it may have happened */
  status: 'starting' | 'active' | 'failed' | 'undoing' | 'undone' | 'stuck'
  attempts: number
  /** not before: epoch ms of the next try, or end of the lease */
  notBefore: number
  error: string | null
}

/** Anything that holds messages under way: an incident, a notice. */
export interface DeliveryHolder {
  _id: string
  version: number
  deliveries: Record<string, Delivery>
}

/** A message that is about no incident: daily report, drill, test. `_id`: kind:store:what. */
export interface NoticeDocument extends DeliveryHolder {
  store: string
  kind: 'report' | 'drill' | 'test'
  severity: Severity | 'ok'
  title: string
  sentence: string
  /** the longer text for the group; absent: the title */
  text?: string
  createdAt: number
  /** epoch ms; null: nothing left to do */
  nextAt: number | null
}

/** `_id` 'robot': when it posted last, for its limit. */
export interface ChannelDocument {
  _id: string
  version: number
  /** epoch ms, oldest first */
  posts: number[]
}

/** `_id`: store:at. Nobody is told of what it covers. */
export interface SilenceDocument {
  _id: string
  version: number
  store: string
  kind: 'silence' | 'maintenance'
  /** null: all */
  area: string | null
  /** `warn`: critical ones still go out */
  upTo: Severity
  /** epoch ms, [from, until); a weekly one repeats its span until then */
  from: number
  until: number
  weekly: { weekdays: number[]; span: ClockSpan } | null
  by: string
  reason: string
}

/** Telling one person of one severity of an incident. Key in `deliveries`: severity + ':' + staff id. */
export interface Delivery {
  /** absent: message */
  channel?: Channel
  /** the error's code, where there is one */
  code?: number
  staff: string
  name: string
  openid: string
  templateId: string
  /**
   * queued: to be sent by a channel's own run; leased: somebody is sending it now; refused: this person cannot get it; dead: the message or template is at fault;
   * unknown: it may have arrived; skipped: the last look found that it need not be sent.
   */
  status: 'queued' | 'leased' | 'sent' | 'retry' | 'refused' | 'dead' | 'unknown' | 'skipped'
  attempts: number
  leaseUntil: number | null
  owner: string | null
  notBefore: number
  sentAt: number | null
  error: string | null
}

/** `_id`: 'fold:SHARD', 'orders:STORE', 'run:FUNCTION'. */
export interface HeartbeatDocument {
  _id: string
  at: number
  /**
   * fold: end (epoch ms) of the last folded minute; orders: the source's update time up to which it was read;
   * run:aggregate: when the next beat is due at the latest, for the monitor is quiet where nothing happens
   */
  through: number
}

/**
 * What the lights of a store's page look at, made by the minute's run out of the minutes and stored with its cursors, so
 * that a page need not read two hours of minutes: a pure function of them.
 */
export interface Board {
  store: string
  /** event minutes covered, [from, to) */
  window: { from: number; to: number }
  /** ingest minutes of the last two hours before `to` in which anything came */
  received: number[]
  /** one row a metric, of errors one a label; users are numbers that mean nobody outside of this board */
  series: SeriesColumns
  demo: boolean
  /** of payments opened on phones during the open incident; absent without any */
  payments?: PaymentDoubts
}

/**
 * What a store sold today, as the run of its shard last knew, stored with its cursors, so that the page of all stores need
 * not read a thousand stores' orders.
 */
export interface Sales {
  store: string
  /** as far as this, epoch ms */
  at: number
  /** local day of it */
  day: string
  orders: number
  revenueFen: number
  /** null: it was not read yet */
  before: SalesBefore | null
}

/** The same weekday of last week, as far as an hour of today needs it. */
export interface SalesBefore {
  /** epoch hour of today */
  hour: number
  /** local day of that hour */
  day: string
  /** whether anything is known of last week */
  known: boolean
  /** what was sold from that day's beginning until the hour began */
  orders: number
  revenueFen: number
  /** in the hour itself: minute of it, orders, fen */
  minutes: [number, number, number][]
}

/** Who changed what: every administrative change leaves one. */
export interface AccessLogDocument {
  _id: string
  /** epoch ms */
  at: number
  /** staff id of the caller */
  by: string
  action: string
  /** what was changed, e.g. an incident's id */
  subject: string
}
