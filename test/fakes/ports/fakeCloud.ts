import type { OrderEvent } from '../../../contract/schemas/orderPost'
import type { Rule } from '../../../contract/schemas/rule'
import type { AccessLogDocument } from '../../../core/documents/accessLog'
import type { AlertStateDocument } from '../../../core/documents/alertState'
import type { BatchDocument } from '../../../core/documents/batch'
import type { Board } from '../../../core/documents/board'
import type { ChannelDocument } from '../../../core/documents/channel'
import type { CreditDocument } from '../../../core/documents/credit'
import type { HeartbeatDocument } from '../../../core/documents/heartbeat'
import type { IncidentDocument } from '../../../core/documents/incident'
import type { IssueDocument } from '../../../core/documents/issue'
import type { MinuteDocument } from '../../../core/documents/minute'
import type { NoticeDocument } from '../../../core/documents/notice'
import type { OrderHourDocument } from '../../../core/documents/orderHour'
import type { Sales } from '../../../core/documents/sales'
import type { SettingsDocument } from '../../../core/documents/settings'
import type { SilenceDocument } from '../../../core/documents/silence'
import type { StaffDocument } from '../../../core/documents/staff'
import type { StoreDocument } from '../../../core/documents/store'
import type { SourceMapIndexDocument, SourceMapPartDocument } from '../../../core/errors/sourceMaps/documents'
import type { BaselineDocument } from '../../../core/insight/watch/baseline'
import type { Changed } from '../../../core/ports'
import type { ChannelRequests, SendOutcome } from '../../../core/ports/outside'
import type { DayDocument, HourDocument } from '../../../core/rollup/tiers'

/** What a message port was asked to send. */
export interface SentMessage {
  openid: string
  templateId: string
  page: string
  values: Record<string, string>
}

/** Everything the fake holds, for a test to look into and to prepare. */
export interface FakeStore {
  batches: Map<string, BatchDocument>
  minutes: Map<string, MinuteDocument>
  hours: Map<string, HourDocument>
  days: Map<string, DayDocument>
  orders: Record<string, unknown>[]
  orderHours: Map<string, OrderHourDocument>
  /** orders that were posted, each as its last event */
  postedOrders: Map<string, OrderEvent & { _id: string; updatedAt: Date }>
  alertStates: Map<string, AlertStateDocument>
  baselines: Map<string, BaselineDocument>
  incidents: Map<string, IncidentDocument>
  credits: Map<string, CreditDocument>
  settings: Map<string, SettingsDocument>
  stores: Map<string, StoreDocument>
  staff: Map<string, StaffDocument>
  issues: Map<string, IssueDocument>
  heartbeats: Map<string, HeartbeatDocument>
  boards: Map<string, Board>
  sales: Map<string, Sales>
  /** which shard wrote a store's sales; '' where there is one */
  salesShard: Map<string, string>
  /** name → until when it is somebody's */
  leases: Map<string, number>
  changes: Record<Changed, number>
  accessLog: Map<string, AccessLogDocument>
  sourceMaps: Map<string, SourceMapIndexDocument | SourceMapPartDocument>
  rules: Rule[]
  silences: Map<string, SilenceDocument>
  notices: Map<string, NoticeDocument>
  channels: Map<string, ChannelDocument>
  messages: SentMessage[]
  robot: ChannelRequests['robot'][]
  webhook: ChannelRequests['webhook'][]
  /** calls of the shop's own functions */
  actions: { name: string; event: Record<string, unknown> }[]
  /** calls of our own functions */
  handed: { name: string; event: Record<string, unknown> }[]
  pings: string[]
}

export interface FakeCloud {
  store: FakeStore
  /** The database's clock: what a batch gets as receivedAt. */
  clock: { now: number }
  /** Called before every operation with its name: throw to fail, await to interleave. */
  before: { run: (operation: string) => void | Promise<void> }
  /** How the next messages end; sent when empty. */
  outcomes: SendOutcome[]
  /** The same for what is not a message to a person. */
  outside: Record<'robot' | 'webhook' | 'actions', SendOutcome[]>
  /** Every operation takes a turn of the event loop and copies its result, as one over the wire does. */
  operation<A extends unknown[], R>(name: string, run: (...args: A) => R): (...args: A) => Promise<R>
}

/** Nothing in it yet. */
export function fakeCloud(now: number): FakeCloud {
  const before: FakeCloud['before'] = { run: () => {} }
  return {
    store: emptyStore(),
    clock: { now },
    before,
    outcomes: [],
    outside: { robot: [], webhook: [], actions: [] },
    operation:
      (name, run) =>
      async (...args) => {
        await before.run(name)
        return structuredClone(run(...args))
      },
  }
}

function emptyStore(): FakeStore {
  return {
    batches: new Map(),
    minutes: new Map(),
    hours: new Map(),
    days: new Map(),
    orders: [],
    orderHours: new Map(),
    postedOrders: new Map(),
    alertStates: new Map(),
    baselines: new Map(),
    incidents: new Map(),
    credits: new Map(),
    settings: new Map(),
    stores: new Map(),
    staff: new Map(),
    issues: new Map(),
    heartbeats: new Map(),
    boards: new Map(),
    sales: new Map(),
    salesShard: new Map(),
    leases: new Map(),
    changes: { incidents: 0, credits: 0 },
    accessLog: new Map(),
    sourceMaps: new Map(),
    rules: [],
    silences: new Map(),
    notices: new Map(),
    channels: new Map(),
    messages: [],
    robot: [],
    webhook: [],
    actions: [],
    handed: [],
    pings: [],
  }
}
