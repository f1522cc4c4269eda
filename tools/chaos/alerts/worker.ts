import type { CreditDocument } from '../../../core/documents/credit'
import type { IncidentDocument } from '../../../core/documents/incident'
import type { Ports } from '../../../core/ports'
import type { SendOutcome } from '../../../core/ports/outside'
import { isIn } from './evidence'
import { watchCredit, watchIncident, watchMessage, watchPost } from './watch'
import { isCalm, minuteOf, type World, type weChat } from './world'

/** What all runs of a schedule share: the count of calls, and WeChat. */
export interface Shared {
  calls: number
  send: ReturnType<typeof weChat>
  /** runs between their last look and their send: nothing may come between, or no protocol could hold */
  looking: Set<object>
}

/** A run was killed, or the database did not answer. */
class Fault extends Error {}

/** The ports of one run: it waits, dies and fails as the plan says, and everything it does is watched. */
export function workerPorts(world: World, shared: Shared): Ports {
  const me = {}
  let isDead = false
  const { plan, random } = world
  const before = async (name: string): Promise<void> => {
    const isSend = name.endsWith('.send')
    if (!isSend) shared.looking.delete(me)
    const call = shared.calls++
    if (plan.kills.includes(call) && !isCalm(world)) isDead = true
    if (isDead) throw new Fault('killed')
    if (isIn(plan.databaseDown, minuteOf(world)) && !isSend) throw new Fault('the database does not answer')
    if (isSend) return
    for (let turns = random.int(0, 3); turns > 0; turns--) await Promise.resolve()
    if (shared.looking.size === 0) leave(world, call)
    if (name === 'directory.readStaff') shared.looking.add(me)
  }
  const after = (name: string): void => {
    const isWrite = /write|insert|beat/.test(name)
    if (isWrite && !isCalm(world) && random.chance(plan.lostWrites)) throw new Fault('the answer was lost')
  }
  const wrapped = wrap(world.ports, before, after, (name, argument) => watch(world, name, argument))
  const notifiers = {
    ...wrapped.notifiers,
    message: {
      send: async (message: Parameters<Ports['notifiers']['message']['send']>[0]): Promise<SendOutcome> => {
        await before('message.send')
        const told = watchMessage(world, message)
        shared.looking.delete(me)
        return shared.send(message.openid, message.templateId, () => told && world.delivered.push(told))
      },
    },
    robot: {
      send: async (): Promise<SendOutcome> => {
        await before('robot.send')
        if (isIn(plan.robotDown, minuteOf(world))) return { status: 'failed', code: -1, message: 'down' }
        watchPost(world)
        return { status: 'sent' }
      },
    },
  }
  return { ...wrapped, notifiers }
}

function leave({ plan: { leaves }, ports }: World, call: number): void {
  if (leaves === null || call < leaves.atCall) return
  const person = [...ports.store.staff.values()][leaves.person]
  if (person) ports.store.staff.set(person._id, { ...person, [leaves.how]: true })
}

function watch(world: World, name: string, argument: unknown): void {
  if (name === 'incidents.write') watchIncident(world, argument as IncidentDocument)
  if (name === 'credits.write') watchCredit(world, argument as CreditDocument)
}

type Call = (...args: unknown[]) => Promise<unknown>

/** Every method of every port, with something before and after it. */
function wrap(
  ports: Ports,
  before: (name: string) => Promise<void>,
  after: (name: string) => void,
  seen: (name: string, argument: unknown) => void,
): Ports {
  const wrapped = Object.entries(ports).map(([group, methods]) => {
    const own = Object.entries(methods as Record<string, unknown>).map(([method, call]) => {
      if (typeof call !== 'function') return [method, call]
      const name = `${group}.${method}`
      const wrappedCall: Call = async (...args) => {
        await before(name)
        seen(name, args[0])
        const result = await (call as Call)(...args)
        after(name)
        return result
      }
      return [method, wrappedCall]
    })
    return [group, Object.fromEntries(own)]
  })
  return Object.fromEntries(wrapped) as Ports
}
