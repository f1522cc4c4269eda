import { judgeMinute } from '../../../core/alerting/judge'
import type { AlertStateDocument } from '../../../core/documents/alertState'
import type { IncidentDocument } from '../../../core/documents/incident'
import { applyIntent } from '../../../core/incidents/applyIntent'
import { GROUP_WAIT_MS } from '../../../core/incidents/newIncident'
import { fakeStore } from '../../../test/fakes/alertedShop'
import { evidenceOf, rulesOf } from './evidence'
import { CALM_FROM, LAST_MINUTE, type Plan } from './plan'
import { START, type World } from './world'

/** Within this after an incident is due and all faults are over somebody is told (ALERTING §5.10, I1: five minutes). */
const TOLD_WITHIN_MS = 3 * 60_000
/** A lease of a clock that runs ahead ends so much later. */
const SKEW_MS = 6 * 60_000

/** What can only be seen at the end; the rest was watched as it happened. */
export function judgeInvariants(world: World): void {
  const incidents = [...world.ports.store.incidents.values()]
  for (const incident of incidents) {
    if (incident.area !== 'monitor') judgeTold(world, incident)
    judgeDeliveries(world, incident)
  }
  // where nothing could be judged for a quarter of an hour, that is on record, and the timeline begins after it
  const hasGap = incidents.some(({ _id }) => /:gap\d+$/.test(_id))
  if (world.plan.kind === 'stopped') judgeWatchdog(world, incidents)
  else if (!hasGap) judgeTimeline(world, incidents)
}

/** I1: nothing that fires is lost. */
function judgeTold(world: World, incident: IncidentDocument): void {
  const { plan, broken } = world
  const dueMs = (incident.history[0]?.at ?? 0) + GROUP_WAIT_MS[incident.severity]
  const calmMs = (START + CALM_FROM + 1) * 60_000
  const deadlineMs = Math.max(dueMs, calmMs) + TOLD_WITHIN_MS + (plan.skewMs > 0 ? SKEW_MS : 0)
  const isOver = incident.resolvedAt !== null && incident.resolvedAt <= deadlineMs
  if (isOver || plan.kind === 'stopped' || isHeld(incident)) return
  const arrived = world.delivered.some(({ incident: id, atMs }) => id === incident._id && atMs <= deadlineMs + 60_000)
  const robot = Object.values(incident.deliveries).some(
    (one) => one.channel === 'robot' && one.status === 'sent' && (one.sentAt ?? 0) <= deadlineMs + 60_000,
  )
  const own = Object.values(incident.deliveries).filter(({ channel }) => channel === undefined)
  const mayHave = own.filter(({ status }) => status === 'unknown').length
  const nobodyElse =
    !plan.hasRobot && (mayHave >= 2 || own.some(({ status }) => status === 'dead') || isExhausted(world, incident))
  if (!arrived && !robot && !nobodyElse) broken.add(`I1 nobody was told of an incident that goes on`)
}

/** Told together with another, or kept back on purpose. */
const isHeld = ({ history }: IncidentDocument): boolean =>
  history.some(({ text }) => /一起说|刚好了又来|更急的事/.test(text))

/** Nobody is left who could be sent anything, as far as the ledger knows. */
function isExhausted({ ports }: World, { deliveries }: IncidentDocument): boolean {
  const tried = new Set(Object.values(deliveries).map(({ openid }) => openid))
  return [...ports.store.staff.values()].every((one) => {
    const credits = [...ports.store.credits.values()].filter(({ openid }) => openid === one.openid)
    const left = credits.some(({ granted, spent, reserved }) => granted - spent - Object.keys(reserved).length > 1)
    return one.removed || one.optedOut || tried.has(one.openid) || !left
  })
}

/** I5 each delivery ends; I2 after two that may have arrived people are left alone where there is a robot. */
function judgeDeliveries({ broken, plan }: World, { deliveries }: IncidentDocument): void {
  const all = Object.entries(deliveries)
  if (all.some(([, { status }]) => ['leased', 'queued', 'retry'].includes(status))) {
    broken.add('I5 a delivery did not end')
  }
  for (const severity of ['warn', 'crit']) {
    const unknown = all.filter(([key, one]) => key.startsWith(`${severity}:`) && one.status === 'unknown')
    if (plan.hasRobot && unknown.length > 2) broken.add('I2 more than two people may have been told without knowing it')
  }
}

/** I6: whatever happened to the runs, the alerts are those of an undisturbed run. */
function judgeTimeline({ plan, broken }: World, incidents: readonly IncidentDocument[]): void {
  const told = incidents.filter(({ area }) => area !== 'monitor').map(timelineOf)
  const expected = undisturbed(plan).map(timelineOf)
  if (JSON.stringify(told.sort()) !== JSON.stringify(expected.sort()))
    broken.add('I6 the alerts are not those of a calm run')
}

const timelineOf = ({ _id, severity, title, sentence, openedAt, resolvedAt, alerts }: IncidentDocument): string =>
  JSON.stringify({ _id, severity, title, sentence, openedAt, resolvedAt, alerts })

function undisturbed({ signals }: Plan): IncidentDocument[] {
  const rules = rulesOf(signals)
  const incidents = new Map<string, IncidentDocument>()
  let state: AlertStateDocument = { _id: 's1', version: 0, judgedThrough: START - 1, series: {}, open: {}, outbox: [] }
  for (let minute = 0; minute <= LAST_MINUTE; minute++) {
    const evidence = evidenceOf(signals, START, minute, minute)
    state = judgeMinute(rules, { ...state, outbox: [] }, evidence, START + minute, fakeStore).state
    for (const intent of state.outbox) {
      if (intent.kind === 'open') {
        incidents.set(intent.incident._id, intent.incident)
        continue
      }
      const incident = incidents.get(intent.incidentId)
      const applied = incident && applyIntent(incident, intent)
      if (applied) incidents.set(applied._id, applied)
    }
  }
  return [...incidents.values()]
}

/** I12: where the minute's run stops, the watchdog says so. */
function judgeWatchdog({ broken, isWatched }: World, incidents: readonly IncidentDocument[]): void {
  const silence = incidents.find(({ area, title }) => area === 'monitor' && title === '监控停了')
  if (isWatched && silence === undefined) broken.add('I12 nobody noticed that the monitoring stopped')
}
