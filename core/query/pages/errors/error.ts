import { type Answer, ok, refuse } from '../../../../contract/answer'
import type { ErrorPage, ErrorQuery, ErrorSample, FixedIn } from '../../../../contract/pages/errors'
import type { IncidentDocument } from '../../../documents/incident'
import type { IssueDocument } from '../../../documents/issue'
import type { StaffDocument } from '../../../documents/staff'
import { type KeptMaps, ourLines } from '../../../errors/ourLines'
import type { Ports } from '../../../ports'
import { ordersThrough } from '../../../rollup/heartbeatIds'
import { localTime } from '../../../time/localTime'
import { lostOf, moneyAtRisk } from '../../lost'
import type { PageDocuments } from '../../measured/pageDocuments'
import type { PageMemory } from '../../pageMemory'
import { answerPage, type PageKind, type Reading } from '../answerPage'
import { chartOf } from '../chart'
import { distinctUsers } from '../distinctUsers'
import { headOf } from '../head'
import { openVerdict } from '../openVerdict'
import type { PageSource } from '../pageSource'
import { groupOf } from './groups'
import { breakdownsOf, samplesOf } from './sightings'

/** Stacks that an instance keeps in their own lines. */
const KEPT_MOST = 200

/** One error. */
export async function answerError(
  ports: Ports,
  viewer: StaffDocument,
  query: ErrorQuery,
  nowMs: number,
  memory: PageMemory,
): Promise<Answer<ErrorPage>> {
  const answer = await answerPage(ports, viewer, query, errorPage(query.fingerprint), nowMs, memory)
  if (!answer.ok) return answer
  if (answer.value === null)
    return refuse('not_found', 'nobody has met this error in the range: ask for a longer one', 'fingerprint')
  return ok(answer.value)
}

/** The stack of the newest sample in the lines of its sources: what a phone said of it, and what that is. */
interface MappedStack {
  release: string
  stack: string
  lines: string | null
}

/** Looked up once an instance, in one call. */
async function mappedStack(
  fingerprint: string,
  { ports, memory }: Reading,
  reading: Promise<PageDocuments>,
): Promise<MappedStack | null> {
  const documents = await reading
  const [newest] = toldOf(documents, fingerprint)
  if (newest === undefined) return null
  const { release, stack } = newest
  const key = `${release}|${stack}`
  if (!memory.stacks.has(key)) {
    const maps: KeptMaps = {
      index: async () => documents.maps.find((index) => index.release === release) ?? null,
      parts: ports.sourceMaps.parts,
    }
    const lines = await ourLines(maps, release, stack)
    if (memory.stacks.size >= KEPT_MOST) memory.stacks.clear()
    memory.stacks.set(key, lines)
  }
  return { release, stack, lines: memory.stacks.get(key) ?? null }
}

function withLines(sample: ErrorSample, known: MappedStack | null): ErrorSample {
  const isIt = known?.lines != null && sample.stack === known.stack && sample.release === known.release
  return isIt ? { ...sample, stack: known.lines as string, mapped: true } : sample
}

/** Batches are kept two days: later the first description is what is left. */
function toldOf({ sightings, issues }: PageDocuments, fingerprint: string): ErrorSample[] {
  const told = samplesOf(sightings, fingerprint)
  return told.length > 0 ? told : issues.filter((issue) => issue.fingerprint === fingerprint).map(firstSample)
}

const errorPage = (fingerprint: string): PageKind<ErrorPage | null, MappedStack | null> => ({
  metrics: ['error', 'session'],
  users: ['error', 'session'],
  dims: null,
  issues: true,
  usage: false,
  error: fingerprint,
  outlook: 'paid',
  beside: (reading, read) => mappedStack(fingerprint, reading, read),
  build: (source, known) => {
    const { measured, documents, history, plan } = source
    const issue = documents.issues.find((one) => one.fingerprint === fingerprint)
    const merged = measured.byLabel('error').get(fingerprint)
    if (merged === undefined) return null
    const head = headOf(source)
    const group = groupOf(source, fingerprint, issue, merged)
    const all = measured.sum(['session']).users
    const [earlier] = plan.earlier
    const before = earlier === undefined ? undefined : history.labels('error', earlier).get(fingerprint)
    const incident = incidentOf(source, head.incidents, group)
    const document = documents.incidents.find(({ _id }) => _id === incident?.id)
    const named = { id: 'count', label: '', values: measured.labelCounts('error', fingerprint) }
    return {
      ...head,
      verdict: openVerdict(head) ?? { level: group.level, title: `${group.users} 位顾客碰到`, sentence: group.message },
      group,
      usersShare: all.size === 0 ? null : Math.min(1, group.users / distinctUsers(all).count),
      countBefore: earlier === undefined ? null : (before?.total ?? 0),
      lost: document === undefined ? null : lostIn(source, document),
      chart: { ...chartOf(source, { unit: 'events', metrics: ['error'], lines: [] }), lines: [named] },
      incident: incident ?? null,
      samples: toldOf(documents, fingerprint).map((sample) => withLines(sample, known)),
      ...breakdownsOf(documents.sightings, fingerprint),
      history: (issue?.marks ?? []).map(({ at, by, status, fixed }) => ({ at, by, text: markText(status, fixed) })),
    }
  },
})

/** Today's orders are read along: of an incident that ended before, its own page tells. */
function lostIn({ store, documents, outlook, nowMs }: PageSource, incident: IncidentDocument): ErrorPage['lost'] {
  const day = (ms: number) => localTime(ms, store.zone).day
  if (day(incident.resolvedAt ?? nowMs) !== day(nowMs)) return null
  const { orderHours: orders, beats } = documents
  const source = { store, orders, ordersThrough: ordersThrough(beats, store._id), outlook, nowMs }
  return lostOf(moneyAtRisk(incident, source))
}

const MARKED = { open: '重新打开', solved: '标记为已解决', ignored: '标记为不用管' } as const

const markText = (status: keyof typeof MARKED, fixed: FixedIn | undefined): string =>
  fixed === undefined ? MARKED[status] : `标记为 ${fixed.release} ${fixed.next ? '之后的版本' : '版起'}已解决`

/** The alert that was open while it happened; the last of several. */
const incidentOf = (
  { nowMs }: PageSource,
  incidents: ErrorPage['incidents'],
  { firstAt, lastAt }: ErrorPage['group'],
): ErrorPage['incidents'][number] | undefined =>
  incidents.findLast(({ from, to }) => from <= (lastAt ?? 0) && (to ?? nowMs) >= (firstAt ?? nowMs))

function firstSample({ sample, firstAt }: IssueDocument): ErrorSample {
  const { message, stack, page, release, crumbs } = sample
  return { at: firstAt, message, stack, mapped: false, page, release, crumbs, requests: [], who: '', device: [] }
}
