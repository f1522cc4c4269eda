import { OK, REQUEST_CRUMB, SOCKET } from '../catalogue'
import { failureOutcome } from '../classify'
import { before } from '../watchCall'
import { passing } from '../watchDatabase'
import { wrap } from '../wrap'
import type { Collector } from './collector'

/**
 * WebSockets: how long until they are open, and their failures. We hear through the listeners that the app sets on its
 * task: one of ours might take the place of the app's.
 */
export const socket: Collector = (context) =>
  wrap(context.api, 'connectSocket', (original) =>
    passing(original, (task, [options]) => {
      const label = context.routeName('ws', Object(options).url)
      const startedAt = context.host.elapsed()
      let opened = false
      const hear = (event: string, outcomeOf: (answer: unknown) => number) =>
        wrap(task, event, (register) => (callback, ...more) => {
          const told = (answer: unknown) => {
            if (!opened)
              context.ended(SOCKET, REQUEST_CRUMB, label, outcomeOf(answer), context.host.elapsed() - startedAt)
            opened = event === 'onOpen'
          }
          return register.call(task, before(callback, told), ...more)
        })
      hear('onOpen', () => OK)
      hear('onError', failureOutcome)
    }),
  )
