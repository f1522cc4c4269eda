import { ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { TemplateChoice } from '../../contract/pages/settings'
import type { TemplateSetting } from '../documents/settings'
import { walletOf } from '../incidents/wallet'
import { requestTest } from '../reports/testNotice'
import type { StaffHandler } from './adminContext'
import { changeColleague, changeSettings } from './changeSettings'
import { ownStore } from './storeActions'
import { EMPTY_ROTA, swap, unswap } from './swap'
import { withSlot } from './weekPlan'

type SettingsAction =
  | 'wallet'
  | 'me'
  | 'onCall'
  | 'dismiss'
  | 'rota'
  | 'swap'
  | 'unswap'
  | 'channels'
  | 'templates'
  | 'drills'
  | 'shards'
  | 'warming'
  | 'plan'
  | 'test'
const LEADS = ['owner', 'manager'] as const
const OWNERS = ['owner'] as const
/** for what is technical */
const SETS_UP = ['owner', 'developer'] as const
const nothing = (): string => ''

/** Without what a request left out: that stays as it is. */
const named = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

/** Where a message leads is ours to know. */
const INCIDENT_PAGE = 'admin/pages/incident/index'

/** @param choice undefined: what was there stays */
const templateOf = (
  choice: TemplateChoice | null | undefined,
  before: TemplateSetting | null,
): TemplateSetting | null =>
  choice === undefined ? before : choice && { page: before?.page ?? INCIDENT_PAGE, ...choice }

export const settingsActions: { [A in SettingsAction]: StaffHandler<A> } = {
  wallet: {
    roles: ROLES,
    subject: null,
    run: async ({ store: id }, context) => {
      const { ports, person, settings, now } = context
      const store = await ownStore(id, context)
      if (!store.ok) return store
      const staff = await ports.directory.staff()
      const credits = await ports.credits.readAll(staff.map(({ openid }) => openid))
      return ok(walletOf({ credits, staff, settings, store: store.value, viewer: person, now }))
    },
  },
  me: {
    roles: ROLES,
    subject: nothing,
    run: async ({ action: _, ...wishes }, { ports, person }) => {
      await ports.directory.changeStaff(person._id, named(wishes))
      return ok({ saved: true })
    },
  },
  onCall: {
    roles: LEADS,
    subject: ({ staff }) => staff,
    run: ({ staff, order }, { ports, person }) => changeColleague(ports, person, staff, () => ({ order })),
  },
  dismiss: {
    roles: LEADS,
    subject: ({ staff }) => staff,
    run: async ({ staff }, { ports, person }) => {
      if (staff === person._id) return refuse('bad_request', 'nobody dismisses themselves: somebody else must', 'staff')
      return changeColleague(ports, person, staff, () => ({ removed: true }))
    },
  },
  rota: {
    roles: LEADS,
    subject: ({ store }) => store,
    run: async ({ store, slot }, { ports, person }) => {
      if (!person.stores.includes(store)) return refuse('not_found', 'there is no such store among yours', 'store')
      return changeSettings(ports, ({ rota, ...rest }) => {
        const { slots, overrides } = rota?.[store] ?? EMPTY_ROTA
        return { ...rest, rota: { ...rota, [store]: { slots: withSlot(slots, slot), overrides } } }
      })
    },
  },
  swap: { roles: ROLES, subject: ({ store, to }) => `${store}:${to}`, run: swap },
  unswap: { roles: ROLES, subject: ({ store }) => store, run: unswap },
  channels: {
    roles: OWNERS,
    subject: nothing,
    run: async ({ channels }, { ports, settings }) => {
      const isLocal = settings.channels?.allowLoopback ?? false
      const open = [channels.robot, channels.webhook, channels.ping].find((one) => one?.url.startsWith('http:'))
      if (open && !isLocal) return refuse('bad_request', 'addresses must begin with https://', 'channels')
      return changeSettings(ports, (before) => ({ ...before, channels: { ...before.channels, ...named(channels) } }))
    },
  },
  templates: {
    roles: SETS_UP,
    subject: nothing,
    run: ({ templates }, { ports }) =>
      changeSettings(ports, (before) => ({
        ...before,
        templates: {
          critical: templateOf(templates.critical, before.templates.critical),
          normal: templateOf(templates.normal, before.templates.normal),
          digest: templateOf(templates.digest, before.templates.digest),
        },
      })),
  },
  warming: {
    roles: OWNERS,
    subject: ({ warming }) => (warming?.functions ?? []).map(({ name }) => name).join(),
    run: async ({ warming }, { ports, person }) => {
      if (warming !== null && !person.stores.includes(warming.store))
        return refuse('not_found', 'there is no such store among yours', 'warming.store')
      return changeSettings(ports, (settings) => ({ ...settings, warming }))
    },
  },
  shards: {
    roles: SETS_UP,
    subject: ({ shards }) => String(shards),
    run: ({ shards }, { ports }) => changeSettings(ports, (settings) => ({ ...settings, shards })),
  },
  drills: {
    roles: OWNERS,
    subject: ({ on }) => String(on),
    run: ({ on }, { ports }) => changeSettings(ports, (settings) => ({ ...settings, drills: on })),
  },
  plan: {
    roles: OWNERS,
    subject: ({ plan }) => String(plan?.pointsPerMonth ?? ''),
    run: ({ plan }, { ports }) =>
      changeSettings(ports, ({ saving, ...settings }) => ({
        ...settings,
        plan,
        // without a plan nothing is reckoned any more: what was being saved ends here
        ...(saving && { saving: plan === null ? { ...saving, level: 0 as const } : saving }),
      })),
  },
  test: {
    roles: ROLES,
    subject: ({ store }) => store,
    run: ({ store }, { ports, person, now }) => requestTest(ports, person, store, now),
  },
}
