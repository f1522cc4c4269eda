import type { Role, Severity } from './health'
import type { IncidentWhy } from './insight'
import type { Indicator } from './metrics'
import type { MitigationRequest } from './mitigation'
import type { OrderMapping } from './orderMapping'
import type { Diagnosis } from './pages/diagnosis'
import type { FixedIn } from './pages/errors'
import type { IncidentReview } from './pages/incidents'
import type { CloudKey, ShopSettings, TemplateChoice, TemplateName } from './pages/settings'
import type { PlanSettings } from './plan'
import type { IncidentSummary } from './query'
import type { ClockSpan, RotaOverride, RotaSlot, Shift } from './rota'
import type { ProbeSetting } from './schemas/probe'
import type { RuleChange } from './schemas/rule'
import type { WarmingSettings } from './warm'

export type { MitigationRequest } from './mitigation'
export type { ClockSpan, RotaOverride, RotaSlot, Shift } from './rota'

/** How far a way through the database has come. */
export interface PersonCursor {
  collection: string
  afterId: string
}

/** What staff can ask of the function `admin`. Identity always comes from WeChat, never from here. */
export type AdminRequest =
  | { action: 'whoami' }
  | { action: 'claim'; code: string; name: string }
  | { action: 'invite'; role: Role }
  | { action: 'join'; code: string; name: string }
  | { action: 'incident'; incident: string }
  | { action: 'acknowledge'; incident: string }
  | { action: 'assign'; incident: string; staff: string }
  | { action: 'note'; incident: string; text: string }
  | { action: 'resolve'; incident: string }
  | { action: 'reopen'; incident: string }
  /** what was learnt of an incident that is over; written again, it takes the place of the one before */
  | { action: 'review'; incident: string; happened: string; why: string; change: string }
  | { action: 'mitigate'; incident: string; mitigation: string }
  | { action: 'undo'; incident: string; run: string }
  | { action: 'silence'; store: string; area: string | null; upTo: Severity; minutes: number; reason: string }
  | { action: 'maintain'; store: string; weekdays: number[]; span: ClockSpan; days: number; reason: string }
  | { action: 'unsilence'; silence: string }
  /** a solved error is told again when it comes back; with `fixed` only in the release that was to remedy it or a newer one */
  | {
      action: 'markError'
      store: string
      fingerprint: string
      status: 'open' | 'solved' | 'ignored'
      fixed?: FixedIn | undefined
    }
  | { action: 'wallet'; store: string }
  /** what is left out stays as it is */
  | {
      action: 'me'
      quiet?: ClockSpan | null | undefined
      wakeMe?: boolean | undefined
      optedOut?: boolean | undefined
      dailyReport?: boolean | undefined
    }
  | { action: 'onCall'; staff: string; order: number }
  | { action: 'dismiss'; staff: string }
  /** gives a part of every week to somebody, whoever had it before; null: to nobody */
  | { action: 'rota'; store: string; slot: Omit<RotaSlot, 'staff'> & { staff: string | null } }
  /** a shift on one day goes to a colleague; `take`: for one of theirs. Who plans duty may do it for anybody */
  | { action: 'swap'; store: string; give: Shift; to: string; take: Shift | null }
  /** takes an exchange back */
  | { action: 'unswap'; store: string; override: RotaOverride }
  | { action: 'channels'; channels: ChannelsRequest }
  /** a list is never sent whole: one element takes the place of the one of its id, or comes last */
  | { action: 'mitigation'; mitigation: MitigationRequest }
  /** the one that is tried first */
  | { action: 'firstMitigation'; id: string }
  | { action: 'dropMitigation'; id: string }
  /** tokens by which other programs read the numbers (docs/export.md) */
  | { action: 'exportTokens' }
  | { action: 'exportToken'; name: string }
  | { action: 'dropExportToken'; id: string }
  /** what is stored of a person, part by part: `cursor` is the `next` of the part before, null for the first */
  | { action: 'exportPerson'; openid: string; cursor: PersonCursor | null }
  /** the same way through, putting a stand-in where they are named; `standIn` is that of the first part */
  | { action: 'erasePerson'; openid: string; cursor: PersonCursor | null; standIn: string | null }
  /** what is tried on a timer */
  | { action: 'probe'; probe: ProbeSetting }
  | { action: 'dropProbe'; id: string }
  | { action: 'drills'; on: boolean }
  /** functions to be kept warm before a forecast rush; null: none. Only such as `watch` watches answer its ping */
  | { action: 'warming'; warming: WarmingSettings | null }
  /** into how many shards stores are dealt out; taken up within some minutes (docs/adr/shards.md) */
  | { action: 'shards'; shards: number }
  /** null: not known; nothing is forecast and nothing saved */
  | { action: 'plan'; plan: PlanSettings | null }
  /** of one API; null goes back to its label, or to the catalogue's T */
  | { action: 'api'; label: string; name: string | null; targetMs: number | null }
  /** null: the usual 99.5 % of 30 days */
  | { action: 'objective'; objective: { availability: number; days: number } | null }
  /** who counts what the environment uses: it is tried before it is kept; null: only the monitor itself */
  | { action: 'usage'; key: CloudKey | null }
  | { action: 'test'; store: string }
  | { action: 'rules'; store: string }
  /** what a rule with this change would have told in the `hours` before `to` (epoch ms) */
  | { action: 'tryRule'; store: string; rule: string; change: RuleChange; to: number; hours: number }
  /** an empty change goes back to the pack's rule */
  | { action: 'changeRule'; store: string; rule: string; change: RuleChange }
  /** what the settings pages show */
  | { action: 'shop'; store: string }
  | { action: 'readOrders'; mapping: OrderMapping }
  /** of servers that post orders: one, two while they are exchanged, none to stop it */
  | { action: 'orderSecrets'; secrets: string[] }
  | { action: 'rename'; store: string; name: string; branch: string }
  /**
   * hours: seven weekdays from Sunday, or none for always open; left out: as they are. Days, YYYY-MM-DD, that are closed
   * and those that are open again
   */
  | { action: 'hours'; store: string; hours?: [number, number][][] | undefined; close: string[]; open: string[] }
  | { action: 'role'; staff: string; role: Role }
  /** a colleague becomes the owner, and who asks a manager */
  | { action: 'handOver'; staff: string }
  /** a one-time code by which somebody new becomes the owner, and who asks a manager */
  | { action: 'claimCode' }
  /** what is left out stays as it is */
  | { action: 'templates'; templates: { [T in TemplateName]?: TemplateChoice | null | undefined } }
  | { action: 'diagnosis'; store: string }

/** How people are told beside subscription messages; null switches one off, what is left out stays as it is. */
export interface ChannelsRequest {
  robot?: { url: string; mentions: string[] } | null | undefined
  webhook?: { url: string; secrets: string[] } | null | undefined
  ping?: { url: string } | null | undefined
}

/** One incident, with all that is known about it. */
export interface IncidentDetail {
  incident: IncidentSummary
  store: string
  zone: string
  area: string
  /** what its charts are drawn from: minutes are gone after a week, hours after six; then there are none */
  keptBy: 'minutes' | 'hours' | 'nothing'
  /** what fired, first things first: each leads to its indicator's page at that minute */
  alerts: {
    rule: string
    indicator: Indicator
    title: string
    severity: Severity
    since: number
    until: number | null
  }[]
  /** payments by the minute around it, as phones told: counts of [at, at + 1 min), beside the orders that were expected to be paid; null where none were forecast */
  payments: { at: number[]; ok: number[]; failed: number[]; expected: number[] | null }
  /** who may be handed it */
  people: { staff: string; name: string }[]
  phases: IncidentPhases
  money: MoneyAtRisk | null
  /** what changed, who made the change, and what was done before it */
  why: IncidentWhy
  signals: RelatedSignal[]
  review: IncidentReview | null
  /** what the caller may do about it */
  mitigations: { id: string; name: string; note: string; undoAfterMinutes: number }[]
  runs: { id: string; name: string; by: string; at: number; undoAt: number; status: string }[]
  assigned: { name: string; at: number } | null
  /** why nobody is told for now, and until when */
  hold: { reason: 'silence' | 'quiet' | 'inhibited' | 'again'; until: number } | null
  /** messages that could not be delivered */
  deadLetters: { to: string; reason: string }[]
}

/** From its beginning to its notice, to somebody taking it, to its end. ms; null where it has not come to that. */
export interface IncidentPhases {
  detectMs: number
  takeMs: number | null
  fixMs: number | null
}

/** What an incident costs, and how that is reckoned: (expected − actual) × average. */
export interface MoneyAtRisk {
  expectedOrders: number
  actualOrders: number
  averageFen: number
  fen: number
  fenPerMinute: number
  /** what the expectation is: a forecast, or the mean of earlier weeks */
  by: 'forecast' | 'weeks'
  /** earlier weeks that were looked at */
  weeks: number
}

/** What else changed about the time. */
export interface RelatedSignal {
  kind: 'incident' | 'error' | 'release' | 'mitigation'
  at: number
  /** an incident's title, an error's message, or a sentence */
  text: string
  /** an incident's id, or an error's fingerprint */
  ref: string
}

/** Who can be reached, by how many messages, and how long that will last. */
export interface Wallet {
  /** critical messages that can still reach anybody on call */
  critical: number
  /** critical messages a week, of the last four; null before there were any */
  perWeek: number | null
  /** when nobody can be reached any more, at this rate; epoch ms */
  runsOutAt: number | null
  /** in nine of ten cases between these, epoch ms; null: not within a year, or nothing to go by */
  runsOutWithin: { earliest: number | null; latest: number | null }
  /** critical messages left from now on at the end of each of 28 days, with the band; empty: nothing to go by */
  course: { at: number; left: number; low: number; high: number }[]
  /** critical messages spent on each of the last days, up to 28, oldest first, in 24 hours that end now */
  spentDays: number[]
  /** e.g. 周五就一个人都叫不到 */
  sentence: string
  /** fewer than two critical ones */
  low: boolean
  mine: { critical: number; normal: number; digest: number }
  people: { staff: string; name: string; role: Role; critical: number; onDuty: boolean; optedOut: boolean }[]
  /** who is told when, if nobody takes a critical one */
  steps: { afterMinutes: number; who: string; reachable: boolean }[]
  /** template ids to ask consent for at the next tap, whatever it is for; empty while there are plenty */
  topUp: string[]
}

/** A rule as it is judged for a shop: the pack's with the shop's own change. */
export interface RuleEntry {
  id: string
  kind: string
  indicator: Indicator
  severity: Severity
  enabled: boolean
  windowMinutes: number
  forMinutes: number
  keepFiringForMinutes: number
  minUsers: number
  /** null where the kind has none */
  value: number | null
  title: string
  meaning: string
  remedy: string[]
  /** what the shop has changed of it */
  change: RuleChange | null
}

export interface AdminAnswers {
  whoami: {
    role: Role | null
    name: string
    stores: { id: string; name: string; branch: string }[]
    claimed: boolean
    /** template ids to ask consent for at the next tap, whatever it is for; empty while there are plenty */
    topUp?: string[]
  }
  claim: { role: Role }
  /** A one-time code for a colleague, valid for `validMs`. */
  invite: { code: string; validMs: number }
  join: { role: Role }
  incident: IncidentDetail
  acknowledge: { incident: IncidentSummary }
  assign: { incident: IncidentSummary }
  note: { incident: IncidentSummary }
  resolve: { incident: IncidentSummary }
  reopen: { incident: IncidentSummary }
  review: { incident: IncidentSummary }
  mitigate: { incident: IncidentSummary; run: string }
  undo: { incident: IncidentSummary }
  silence: { silence: string; until: number }
  maintain: { silence: string; until: number }
  unsilence: { silence: string }
  markError: { saved: true }
  wallet: Wallet
  me: { saved: true }
  onCall: { saved: true }
  dismiss: { saved: true }
  rota: { saved: true }
  swap: { saved: true }
  unswap: { saved: true }
  channels: { saved: true }
  mitigation: { saved: true }
  firstMitigation: { saved: true }
  dropMitigation: { saved: true }
  probe: { saved: true }
  dropProbe: { saved: true }
  exportPerson: {
    records: { collection: string; id: string; at: string[]; document?: Record<string, unknown> }[]
    next: PersonCursor | null
  }
  /** againAfter, epoch ms: something of them is still under way; a second time after it gets that too */
  erasePerson: { changed: number; againAfter: number | null; standIn: string; next: PersonCursor | null }
  exportTokens: { tokens: { id: string; name: string; stores: string[]; createdAt: number }[] }
  /** the token is told this once */
  exportToken: { id: string; token: string }
  dropExportToken: { saved: true }
  drills: { saved: true }
  warming: { saved: true }
  shards: { saved: true }
  plan: { saved: true }
  api: { saved: true }
  objective: { saved: true }
  usage: { saved: true }
  /** sent by the next run of the timer, within ten minutes */
  test: { notice: string }
  /** zone: the shop's; absent in answers of an older version */
  rules: { rules: RuleEntry[]; zone?: string }
  tryRule: {
    minutes: number
    alerts: {
      rule: string
      severity: Severity
      since: number
      until: number | null
      title: string
      sentence: string
    }[]
  }
  changeRule: { saved: true }
  shop: ShopSettings
  /** of the newest orders: looked at, and read without a fault */
  readOrders: { looked: number; readable: number }
  orderSecrets: { saved: true }
  rename: { saved: true }
  hours: { saved: true }
  role: { saved: true }
  handOver: { saved: true }
  claimCode: { code: string; validMs: number }
  templates: { saved: true }
  diagnosis: Diagnosis
}
