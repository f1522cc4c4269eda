import { type Answer, ok, refuse } from '../../contract/answer'
import type { Overview } from '../../contract/query'
import { ahead } from '../concurrency/ahead'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { outlookOf } from '../insight/outlook'
import type { Glance, Ports } from '../ports'
import {
  baselineHeartbeat,
  issuesHeartbeat,
  ordersHeartbeat,
  ordersThrough,
  runHeartbeat,
} from '../rollup/heartbeatIds'
import { foldBeatsOf, foldedOf, readMinutesOf } from '../rollup/shards'
import { addDays, dayStart, localTime } from '../time/localTime'
import { minuteOf } from '../time/units'
import { recentOfBoard } from './board'
import { bookHours } from './orderBook'
import { lightsWindow, type OverviewSource, openIncident, overviewOf, RECENT_MINUTES } from './overview'
import { PageMemory, whileMarked } from './pageMemory'
import { readPageOrders } from './pageOrders'
import { readBaseline } from './readBaseline'
import { type Recent, recentOf } from './recent'
import { USUAL_DAYS } from './usual'

/** The last ones are enough: one open, one before it, and the day's gaps. */
const INCIDENTS_READ = 10

/**
 * The owner's page of one store in two turns of reading: cursors with the board and what the instance does not know, then
 * orders that changed and what the cursors said is no longer as it was.
 * @param viewer who asks; must belong to the store
 * @param memory the instance's own
 */
export async function answerOverview(
  ports: Ports,
  viewer: StaffDocument,
  storeId: string,
  nowMs: number,
  memory = new PageMemory(),
): Promise<Answer<Overview>> {
  const [settings, stores, staff] = await Promise.all([
    ports.directory.settings(),
    ports.directory.stores(),
    ports.directory.staff(),
  ])
  const store = stores.find(({ _id }) => _id === storeId)
  if (store === undefined || !viewer.stores.includes(storeId))
    return refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const asked = { store, stores, staff, settings, nowMs }
  return ok(overviewOf({ store, viewer, staff, settings, nowMs, ...(await readPage(ports, memory, asked)) }))
}

interface Asked {
  store: StoreDocument
  stores: readonly StoreDocument[]
  staff: readonly StaffDocument[]
  settings: SettingsDocument
  nowMs: number
}

type Read = Omit<OverviewSource, 'store' | 'viewer' | 'staff' | 'settings' | 'nowMs'>

async function readPage(ports: Ports, memory: PageMemory, asked: Asked): Promise<Read> {
  const { store, stores, staff, settings, nowMs } = asked
  const id = store._id
  const { day } = localTime(nowMs, store.zone)
  const ids = [
    ...foldBeatsOf(store, nowMs),
    ...[ordersHeartbeat(id), baselineHeartbeat(id), runHeartbeat('aggregate'), issuesHeartbeat],
  ]
  const glancing = ports.heartbeats.glance(ids, id)
  const beating = glancing.then(({ beats }) => beats)
  const beatOf = async (beat: string) => (await beating).get(beat)?.through
  const openids = staff.filter(({ removed, stores: own }) => !removed && own.includes(id)).map(({ openid }) => openid)
  const through = beating.then((beats) => ordersThrough(beats, id))
  const marks = {
    incidents: glancing.then(({ changes }) => `${changes.incidents}`),
    credits: glancing.then(({ changes }) => `${changes.credits}:${openids.join()}`),
    issues: beatOf(issuesHeartbeat).then((ms = 0) => `${day}:${ms}`),
  }
  const hours = bookHours(nowMs, store.zone)
  const reading = whileMarked(memory.incidents, id, marks.incidents, nowMs, () =>
    ports.incidents.readLatest(id, INCIDENTS_READ),
  )
  const [glance, days, orders, incidents, recent, credits, issues, rules, baseline] = await Promise.all([
    glancing,
    ports.rollups.readDays(id, addDays(day, -USUAL_DAYS), day),
    readPageOrders(ports, memory, { store, stores, settings, hours, through, nowMs }),
    reading,
    readRecent(ports, memory, glancing, asked, reading),
    whileMarked(memory.credits, id, marks.credits, nowMs, () => ports.credits.readAll(openids)),
    whileMarked(memory.issues, id, marks.issues, nowMs, () => ports.issues.read(id, dayStart(day, store.zone))),
    ports.rules.read(),
    readBaseline(ports, memory, id, beating, nowMs),
  ])
  return {
    heartbeats: glance.beats,
    recent,
    payments: glance.board?.payments ?? null,
    days,
    ...orders,
    incidents,
    credits,
    issues,
    rules,
    outlook: outlookOf(baseline, store, 'paid'),
  }
}

/**
 * The board, where the run has left one for these minutes; otherwise, e.g. right after an installation, the minutes. While
 * incidents are read anew it is not known yet which minutes these are: the others are read along, not after them.
 */
async function readRecent(
  ports: Ports,
  memory: PageMemory,
  glancing: Promise<Glance>,
  { store, nowMs }: Asked,
  reading: Promise<readonly IncidentDocument[]>,
): Promise<Recent> {
  const hadIncidents = memory.incidents.has(store._id)
  const { beats, board, changes } = await glancing
  const to = minuteOf(foldedOf(beats, store, nowMs) ?? nowMs)
  const now = minuteOf(nowMs)
  const readMinutes = () => readMinutesOf(ports, store, now - RECENT_MINUTES, now + 1)
  const areChanging = hadIncidents && memory.incidents.get(store._id)?.mark !== `${changes.incidents}`
  const early = board?.window.to !== to || areChanging ? ahead(readMinutes()) : null
  const window = lightsWindow(openIncident(await reading)?.openedAt ?? null, to)
  if (board !== null && board.window.to === to && board.window.from === window.from) return recentOfBoard(board)
  return recentOf(await (early ?? readMinutes()), store._id, window)
}
