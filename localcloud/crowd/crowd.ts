import { arrivalsPerMinute, type CrowdLevel, ORDERING_SHARE } from './arrivals'
import { beginVisit } from './customer'
import { drawPhone, HABITS } from './habits'
import { startKitchen } from './kitchen'
import { openPhone, type PhoneCloud } from './phone'
import { type Random, seededRandom } from './random'
import { loadSdk } from './sdkScript'

export type { CrowdLevel } from './arrivals'
export { LEVELS } from './arrivals'

export interface CrowdOptions {
  /** fixes every choice of every customer */
  seed: number
  level: CrowdLevel
  /** the built SDK, dist/sdk/kandian.js */
  sdkFile: string
  /** store id, as the SDK reports it */
  store: string
  /** openid of the member of staff who cooks; nobody cooks when left out */
  cook?: string
}

/** Simulated customers, each on a phone with the built SDK, and a kitchen that serves them. */
export interface Crowd {
  readonly level: CrowdLevel
  /** counts from the next minute on */
  setLevel(level: CrowdLevel): void
  activeCustomers(): number
  /** nobody comes any more and the kitchen closes; those who are there finish */
  stop(): void
}

const MINUTE_MS = 60_000

/**
 * Lets customers come to the shop as time passes, along rush hours and weekdays.
 * @throws Error when the built SDK is missing
 */
export function startCrowd(cloud: PhoneCloud, options: CrowdOptions): Crowd {
  const random = seededRandom(options.seed)
  const sdk = loadSdk(options.sdkFile)
  const storages = new Map<string, Map<string, unknown>>()
  const inside = new Set<string>()
  const { clock } = cloud
  let level = options.level
  let minutes = 0
  let stopped = false
  let timer = { cancel: () => {} }

  const arrive = (visit: Random) => {
    const openid = `guest-${Math.floor(visit.next() * HABITS.regulars)}`
    if (stopped || inside.has(openid)) return
    inside.add(openid)
    const kind = drawPhone(random.fork(openid), visit)
    const storage = storages.get(openid) ?? new Map<string, unknown>()
    storages.set(openid, storage)
    const phone = openPhone({ cloud, openid, kind, random: visit, storage, sdk, store: options.store })
    const orders = visit.chance(ORDERING_SHARE)
    beginVisit({ phone, clock, random: visit, slowness: kind.slowness, orders, left: () => inside.delete(openid) })
  }
  const fillMinute = () => {
    if (stopped) return
    const nowMs = clock.now()
    const nextMs = (Math.floor(nowMs / MINUTE_MS) + 1) * MINUTE_MS
    const minute = random.fork(`minute ${minutes++}`)
    const share = (nextMs - nowMs) / MINUTE_MS
    const count = minute.poisson(arrivalsPerMinute(nowMs, level) * share)
    for (let i = 0; i < count; i++) {
      const visit = minute.fork(`visit ${i}`)
      clock.schedule(nowMs + Math.floor(visit.next() * (nextMs - nowMs)), () => arrive(visit))
    }
    timer = clock.schedule(nextMs, fillMinute)
  }

  const closeKitchen = options.cook ? startKitchen(cloud, options.cook, random.fork('kitchen')) : () => {}
  fillMinute()
  return {
    get level() {
      return level
    },
    setLevel(next) {
      level = next
    },
    activeCustomers: () => inside.size,
    stop() {
      stopped = true
      timer.cancel()
      closeKitchen()
    },
  }
}
