import { judgeHeartbeat } from '../../../core/alerting/tick'
import { emptyCredit } from '../../../core/incidents/credits'
import type { SendOutcome } from '../../../core/ports/outside'
import { type Random, seededRandom } from '../../../localcloud/crowd/random'
import { CRITICAL, fakeSettings, fakeStore, NOON_MINUTE, NORMAL, person } from '../../../test/fakes/alertedShop'
import { type FakePorts, fakePorts } from '../../../test/fakes/ports'
import { rulesOf } from './evidence'
import { CALM_FROM, type Plan } from './plan'

export const START = NOON_MINUTE
/** A message that really arrived. */
export interface Told {
  incident: string
  key: string
  to: string
  atMs: number
}

/** The shop, its database, WeChat and the robot of one schedule, and the notes that the invariants are judged by. */
export interface World {
  plan: Plan
  random: Random
  ports: FakePorts
  /** true time, epoch ms */
  nowMs: number
  /** newest folded minute, as the schedule counts */
  folded: number
  /** what really arrived */
  delivered: Told[]
  robotPosts: number[]
  /** when the minute's run stopped, it was watched */
  isWatched: boolean
  /** sentences about what must never be */
  broken: Set<string>
}

export const STAFF = ['lan', 'qiang', 'zhou']
const DAILY_LIMIT = 45_009
/** Every code that WeChat is known to answer (ALERTING §4). */
const CODES = [-1, -1, -1, 40_001, 40_003, 40_037, 43_101, 43_107, 43_108, DAILY_LIMIT, 47_003]

export function worldOf(plan: Plan): World {
  const ports = fakePorts(START * 60_000)
  const shared = plan.hasSharedTemplate
  const robot = { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', mentions: [] }
  ports.store.settings.set('main', {
    ...fakeSettings,
    templates: { ...fakeSettings.templates, ...(shared ? { critical: null } : {}) },
    ...(plan.hasRobot ? { channels: { robot } } : {}),
  })
  ports.store.stores.set('s1', fakeStore)
  ports.store.rules = rulesOf(plan.signals)
  STAFF.forEach((id, index) => {
    const one = person(id, index + 1)
    ports.store.staff.set(id, one)
    for (const template of shared ? [NORMAL] : [CRITICAL, NORMAL]) {
      const granted = plan.credits[index]?.believed ?? 0
      const credit = { ...emptyCredit(id, one.openid, template), granted, version: 1 }
      ports.store.credits.set(credit._id, credit)
    }
  })
  // the monitoring has run before: nobody judges a minute of before its first run
  const through = START * 60_000
  ports.store.heartbeats.set(judgeHeartbeat('0'), { _id: judgeHeartbeat('0'), at: through, through })
  const random = seededRandom(plan.seed)
  return {
    plan,
    random,
    ports,
    nowMs: START * 60_000,
    folded: -1,
    delivered: [],
    robotPosts: [],
    isWatched: false,
    broken: new Set(),
  }
}

/** WeChat with what it really has for a person: it may lose a request or a reply, and refuse in every known way. */
export function weChat(world: World): (openid: string, templateId: string, arrive: () => void) => SendOutcome {
  const real = new Map<string, number>()
  const { plan, random } = world
  return (openid, templateId, arrive) => {
    const key = `${openid}:${templateId}`
    const left = real.get(key) ?? plan.credits[STAFF.indexOf(openid.replace('openid-', ''))]?.real ?? 0
    const isFaulty = !isCalm(world)
    if (isFaulty && random.chance(plan.lostRequests)) return { status: 'unknown', message: 'no answer' }
    if (isFaulty && random.chance(plan.errors)) return { status: 'failed', code: random.pick(CODES), message: 'error' }
    if (left <= 0) return { status: 'failed', code: 43_101, message: 'no accept left' }
    real.set(key, left - 1)
    arrive()
    return isFaulty && random.chance(plan.lostReplies)
      ? { status: 'unknown', message: 'no answer' }
      : { status: 'sent' }
  }
}

export const minuteOf = (world: World): number => Math.floor(world.nowMs / 60_000) - START - 1
/** All faults are over. */
export const isCalm = (world: World): boolean => minuteOf(world) >= CALM_FROM
