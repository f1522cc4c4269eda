import type { DeadManSwitch, Notifiers } from '../../core/ports/outside'
import { employeeMessage } from './employeeMessage'
import { post } from './post'
import { robot } from './robot'
import { subscribeMessage } from './subscribeMessage'
import { webhook, webhookOutcome } from './webhook'

/** Every way out, for the functions that a timer starts (DESIGN §5: nobody else sends). */
export const notifiers: Notifiers = { message: subscribeMessage, employee: employeeMessage(), robot, webhook }

const PING_TIMEOUT_MS = 3_000

export const deadMan: DeadManSwitch = {
  ping: async (url, allowLoopback) =>
    webhookOutcome(await post({ url, method: 'GET', allowLoopback, timeoutMs: PING_TIMEOUT_MS })),
}
