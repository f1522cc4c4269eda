import type { Ports } from '../../../core/ports'
import type { SendOutcome } from '../../../core/ports/outside'
import type { FakeCloud } from './fakeCloud'

/** An unknown one arrived all the same: the harder case. */
const keepUnlessFailed = <T>(kept: T[], one: T, outcomes: SendOutcome[]): SendOutcome => {
  const outcome = outcomes.shift() ?? { status: 'sent' as const }
  if (outcome.status !== 'failed') kept.push(one)
  return outcome
}

/** What leaves the cloud. */
export function telling({
  store,
  operation,
  outcomes,
  outside,
}: FakeCloud): Pick<Ports, 'notifiers' | 'actions' | 'handOver' | 'deadMan'> {
  return {
    notifiers: {
      message: { send: operation('messages.send', (message) => keepUnlessFailed(store.messages, message, outcomes)) },
      employee: {
        send: operation('employee.send', ({ openid, templateId, page, values }) =>
          keepUnlessFailed(store.messages, { openid, templateId, page, values }, outcomes),
        ),
      },
      robot: { send: operation('robot.send', (post) => keepUnlessFailed(store.robot, post, outside.robot)) },
      webhook: { send: operation('webhook.send', (post) => keepUnlessFailed(store.webhook, post, outside.webhook)) },
    },
    actions: {
      run: operation('actions.run', (name, event) => keepUnlessFailed(store.actions, { name, event }, outside.actions)),
    },
    handOver: {
      call: operation('handOver.call', (name, event) => {
        store.handed.push({ name, event })
        return null
      }),
    },
    deadMan: { ping: operation('deadMan.ping', (url) => keepUnlessFailed(store.pings, url, [])) },
  }
}
