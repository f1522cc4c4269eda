import { ok } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import { walletOf } from '../incidents/wallet'
import { ownPagesCost } from '../query/ownPagesCost'
import { ordersHeartbeat, runHeartbeat, seenHeartbeat } from '../rollup/heartbeatIds'
import { foldBeatsOf } from '../rollup/shards'
import { hourOf } from '../time/units'
import type { StaffHandler } from './adminContext'
import { diagnose } from './diagnose'
import { ownStore } from './storeActions'

const HOURS_READ = 24

/** Whether the monitor itself is well, for whoever wonders why nothing comes. */
export const diagnosisActions: { diagnosis: StaffHandler<'diagnosis'> } = {
  diagnosis: {
    roles: ROLES,
    subject: null,
    run: async ({ store: id }, context) => {
      const { ports, person, settings, now } = context
      const store = await ownStore(id, context)
      if (!store.ok) return store
      const ids = [
        ...foldBeatsOf(store.value, now),
        ordersHeartbeat(id),
        seenHeartbeat,
        runHeartbeat('aggregate'),
        runHeartbeat('watchdog'),
      ]
      const staff = await ports.directory.staff()
      const [beats, credits, hours] = await Promise.all([
        ports.heartbeats.read(ids),
        ports.credits.readAll(staff.map(({ openid }) => openid)),
        ports.rollups.readHours(id, hourOf(now) - HOURS_READ, hourOf(now) + 1),
      ])
      const wallet = walletOf({ credits, staff, settings, store: store.value, viewer: person, now })
      const checks = diagnose({ store: store.value, settings, beats, wallet, now })
      return ok({ now, zone: store.value.zone, checks, ownPages: ownPagesCost(hours) })
    },
  },
}
