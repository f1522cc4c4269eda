import { type Answer, ok, refuse } from '../../../../contract/answer'
import type { ErrorPage, ErrorQuery, FixedIn } from '../../../../contract/pages/errors'
import type { IncidentDocument, StaffDocument } from '../../../documents'
import { ourLines } from '../../../errors/ourLines'
import type { Ports } from '../../../ports'
import { ordersHeartbeat } from '../../../rollup/heartbeatIds'
import { localTime } from '../../../time/localTime'
import { lostOf, moneyAtRisk } from '../../lost'
import type { PageMemory } from '../../pageMemory'
import { answerPage, type PageKind } from '../answerPage'
import { chartOf } from '../chart'
import { distinctUsers } from '../distinctUsers'
import { headOf } from '../head'
import { openVerdict } from '../openVerdict'
import type { PageSource } from '../pageSource'
import { groupOf } from './groups'
import { breakdownsOf, samplesOf } from './sightings'

/** Stacks that an instance keeps in their own lines. */
const KEPT_MOST = 200

/** One error. Its stack is looked up in the release's maps, once an instance. */
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
  const page = answer.value
  const [first, ...rest] = page.samples
  if (first === undefined) return ok(page)
  const key = `${first.release}|${first.stack}`
  if (!memory.stacks.has(key)) {
    if (memory.stacks.size >= KEPT_MOST) memory.stacks.clear()
    memory.stacks.set(key, await ourLines(ports.sourceMaps, first.release, first.stack))
  }
  const lines = memory.stacks.get(key) ?? null
  const mapped = [first, ...rest].map((sample) =>
    lines !== null && sample.stack === first.stack && sample.release === first.release
      ? { ...sample, stack: lines, mapped: true }
      : sample,
  )
  return ok({ ...page, samples: mapped })
}

const errorPage = (fingerprint: string): PageKind<ErrorPage | null> => ({
  metrics: ['error', 'session'],
  users: ['error', 'session'],
  dims: null,
  issues: true,
  usage: false,
  error: fingerprint,
  outlook: 'paid',
  build: (source) => {
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
    const told = samplesOf(documents.sightings, fingerprint)
    const first = issue === undefined ? [] : [firstSample(issue)]
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
      samples: told.length > 0 ? told : first,
      ...breakdownsOf(documents.sightings, fingerprint),
      history: (issue?.marks ?? []).map(({ at, by, status, fixed }) => ({ at, by, text: markText(status, fixed) })),
    }
  },
})

/** Today's orders are read along: of an incident that ended before, its own page tells. */
function lostIn({ store, documents, outlook, nowMs }: PageSource, incident: IncidentDocument): ErrorPage['lost'] {
  const day = (ms: number) => localTime(ms, store.zone).day
  if (day(incident.resolvedAt ?? nowMs) !== day(nowMs)) return null
  const ordersThrough = documents.beats.get(ordersHeartbeat(store._id))?.through ?? null
  return lostOf(moneyAtRisk(incident, { store, orders: documents.orderHours, ordersThrough, outlook, nowMs }))
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

/** Batches are kept two days: later the first description is what is left. */
function firstSample({
  sample,
  firstAt,
}: NonNullable<PageSource['documents']['issues'][number]>): ErrorPage['samples'][number] {
  const { message, stack, page, release, crumbs } = sample
  return { at: firstAt, message, stack, mapped: false, page, release, crumbs, requests: [], who: '', device: [] }
}
