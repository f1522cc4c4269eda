import type { LIMITS } from '../../contract/limits'
import type { METRICS, MetricName } from '../../contract/metrics'

/**
 * Numbers of the contract as constants that the bundler writes into their places: the contract's own catalogues would
 * weigh down every phone. The compiler holds metrics and limits to the contract, test/sdk/catalogue.test.ts the rest.
 */
type Id<K extends MetricName> = (typeof METRICS)[K]['id']
type Limit<K extends keyof typeof LIMITS> = (typeof LIMITS)[K]

export const REQUEST: Id<'request'> = 1
export const CALL: Id<'call'> = 2
export const PAY: Id<'pay'> = 3
export const STEP: Id<'step'> = 4
export const ERROR: Id<'error'> = 5
export const SESSION: Id<'session'> = 6
export const LAUNCH: Id<'launch'> = 7
export const RENDER: Id<'render'> = 8
export const ROUTE: Id<'route'> = 9
export const CUSTOM: Id<'custom'> = 10
export const UPLOAD: Id<'upload'> = 11
export const DOWNLOAD: Id<'download'> = 12
export const CONTAINER: Id<'container'> = 13
export const DATABASE: Id<'database'> = 14
export const SOCKET: Id<'socket'> = 15
export const PHASE: Id<'phase'> = 16
export const SCRIPT: Id<'script'> = 17
export const PACKAGE: Id<'package'> = 18
export const FCP: Id<'fcp'> = 19
export const LCP: Id<'lcp'> = 20
export const SET_DATA: Id<'setData'> = 21
export const BLANK: Id<'blank'> = 22
export const JANK: Id<'jank'> = 23
export const MEMORY: Id<'memory'> = 24
export const WEAK_NETWORK: Id<'weakNetwork'> = 25
export const RAGE: Id<'rage'> = 26
export const RATING: Id<'rating'> = 27
export const UPDATE: Id<'update'> = 28
export const SUBSCRIBE: Id<'subscribe'> = 29
export const HANDLER: Id<'handler'> = 30
export const COLD_START: Id<'coldStart'> = 31
export const INSTANCE_MEMORY: Id<'instanceMemory'> = 32
export const QUERY: Id<'query'> = 33

/** Indexes into OUTCOMES. */
export const OK = 0
export const BUSINESS = 1
export const CLIENT = 2
export const SERVER = 3
export const TIMEOUT = 4
export const NETWORK = 5
export const INTERRUPTED = 6
export const ABORTED = 7
export const UNKNOWN = 8

/** Indexes into DROP_REASONS, as far as a phone drops anything. */
export const QUEUE_FULL = 0
export const DISK_CORRUPT = 2
export const NO_CONSENT = 4
export const PAUSED = 5
export const SESSION_BUDGET = 6
export const TOO_LARGE = 7
export const MALFORMED = 8
export const KILLED = 15

/** Indexes into CRUMB_KINDS. */
export const PAGE_CRUMB = 0
export const TAP_CRUMB = 1
export const REQUEST_CRUMB = 2
export const CALL_CRUMB = 3
export const ORDER_CRUMB = 4
export const NOTE_CRUMB = 5

/** Indexes into ORDER_SIGHTS. */
export const SUBMIT_SIGHT = 0
export const ASKED_SIGHT = 1
export const OK_SIGHT = 2
export const CANCELLED_SIGHT = 3
export const FAILED_SIGHT = 4
export const UNCLEAR_SIGHT = 5
export const SHOWN_SIGHT = 6

export const BATCH_BYTES: Limit<'batchBytes'> = 60_000
export const DICTIONARY: Limit<'dictionary'> = 300
export const LABEL_LENGTH: Limit<'labelLength'> = 128
export const AREA_LENGTH: Limit<'areaLength'> = 32
export const MESSAGE_LENGTH: Limit<'messageLength'> = 300
export const STACK_LENGTH: Limit<'stackLength'> = 2_000
export const BREADCRUMBS: Limit<'breadcrumbs'> = 20
export const FLUSH_INTERVAL_MS: Limit<'flushIntervalMs'> = 60_000
export const ERROR_FLUSH_MS: Limit<'errorFlushMs'> = 3_000
export const SEND_TIMEOUT_MS: Limit<'sendTimeoutMs'> = 3_000
export const REPORTS_IN_FLIGHT: Limit<'reportsInFlight'> = 2
export const DISK_BYTES: Limit<'diskBytes'> = 262_144
