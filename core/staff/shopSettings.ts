import { type Answer, ok } from '../../contract/answer'
import type { ShopSettings, TemplateChoice, TemplateName } from '../../contract/pages/settings'
import { PLANS } from '../../contract/prices'
import type { SettingsDocument, TemplateSetting } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import { chinaHolidays, statutoryDays } from '../insight/calendar/chinaHolidays'
import { objectiveOf } from '../slo/objective'
import { addDays, localTime } from '../time/localTime'
import type { StaffContext } from './adminContext'
import { ownStore } from './storeActions'

const YEAR_DAYS = 366

/**
 * All that the settings pages show of a store.
 * @param may the actions of the caller's role: what nobody may change there is not told either
 */
export const shopSettings = async (id: string, may: string[], context: StaffContext): Promise<Answer<ShopSettings>> => {
  const { ports, person, settings, now } = context
  const found = await ownStore(id, context)
  if (!found.ok) return found
  const store = found.value
  const yesterday = addDays(localTime(now, store.zone).day, -1)
  const until = addDays(yesterday, YEAR_DAYS)
  return ok({
    now,
    store: {
      id,
      name: store.name,
      branch: store.branch,
      zone: store.zone,
      hours: store.hours,
      closedOn: store.closedOn.filter((day) => day >= yesterday),
    },
    holidays: [...chinaHolidays, ...statutoryDays]
      .filter(({ from, to }) => to > yesterday && from < until)
      .map((run) => ({ ...run })),
    people: peopleOf(await ports.directory.staff(), id, person),
    rota: settings.rota?.[id] ?? { slots: [], overrides: [] },
    me: {
      quiet: person.quiet ?? null,
      wakeMe: person.wakeMe ?? false,
      optedOut: person.optedOut ?? false,
      dailyReport: person.dailyReport ?? person.role === 'owner',
    },
    drills: settings.drills ?? true,
    apis: settings.apis ?? [],
    objective: objectiveOf(settings),
    usage: usageOf(settings),
    plan: settings.plan ?? null,
    plans: PLANS,
    probes: may.includes('probe') ? (settings.probes ?? []) : null,
    remedies: may.includes('mitigation') ? (settings.mitigations ?? []) : null,
    templates: may.includes('templates') ? templatesOf(settings) : null,
    channels: may.includes('channels') ? channelsOf(settings) : null,
    may,
  })
}

/** In the order in which they are called; those who are not on call last. */
const peopleOf = (staff: readonly StaffDocument[], store: string, viewer: StaffDocument): ShopSettings['people'] =>
  staff
    .filter(({ removed, stores }) => !removed && stores.includes(store))
    .sort((a, b) => (a.order || Number.MAX_VALUE) - (b.order || Number.MAX_VALUE) || (a._id < b._id ? -1 : 1))
    .map(({ _id, name, role, order, optedOut = false }) => ({
      staff: _id,
      name,
      role,
      order,
      optedOut,
      isMe: _id === viewer._id,
    }))

const choiceOf = (template: TemplateSetting | null): TemplateChoice | null =>
  template && { id: template.id, keywords: template.keywords }

const templatesOf = ({ templates }: SettingsDocument): Record<TemplateName, TemplateChoice | null> => ({
  critical: choiceOf(templates.critical),
  normal: choiceOf(templates.normal),
  digest: choiceOf(templates.digest),
})

/** Addresses hold keys: only their hosts leave the cloud. */
const channelsOf = ({ channels = {} }: SettingsDocument): ShopSettings['channels'] => ({
  robot: channels.robot ? { host: hostOf(channels.robot.url), mentions: channels.robot.mentions } : null,
  webhook: channels.webhook ? { host: hostOf(channels.webhook.url), secrets: channels.webhook.secrets.length } : null,
  ping: channels.ping ? { host: hostOf(channels.ping.url) } : null,
})

/** A key never leaves the cloud. */
const usageOf = ({ usage }: SettingsDocument): ShopSettings['usage'] =>
  usage === undefined ? null : usage.kind === 'meter' ? { kind: 'meter' } : { kind: 'cloudbase', envId: usage.envId }

const hostOf = (url: string): string => /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? ''
