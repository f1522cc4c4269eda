import { CONFLICT } from '../concurrency/retryConflict'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument, TemplateSetting } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { minuteOf } from '../time/units'
import { creditId, reserve } from './credits'
import type { Receiver } from './lease'
import { templateFor } from './message'
import { reservationKey } from './onCall'

/**
 * Sets a message aside for the first who has one. A warning leaves everybody their last if critical ones use it too.
 * Who takes 用工关系 messages needs none.
 */
export const reserveFor = async (
  ports: Pick<Ports, 'credits'>,
  incident: IncidentDocument,
  people: readonly StaffDocument[],
  template: TemplateSetting | null,
  { settings, now }: { settings: SettingsDocument; now: number },
): Promise<Receiver | null | typeof CONFLICT> => {
  if (people.length === 0) return null
  const employee = settings.channels?.employee
  const isShared = templateFor(settings, 'crit')?.id === template?.id
  const keep = incident.severity === 'warn' && isShared ? 1 : 0
  const credits = await ports.credits.readAll(people.map((person) => person.openid))
  for (const person of people) {
    const known = { staff: person._id, name: person.name, openid: person.openid }
    if (employee && person.employee) return { ...known, templateId: employee.templateId, channel: 'employee' }
    if (!template) continue
    const credit = credits.find((one) => one._id === creditId(person._id, template.id)) ?? null
    const reserved = reserve(credit, reservationKey(incident, person._id), minuteOf(now), keep)
    if (!reserved) continue
    const written = await ports.credits.write({ ...reserved, version: reserved.version + 1 }, reserved.version)
    return written ? { ...known, templateId: template.id } : CONFLICT
  }
  return null
}
