import type { SendOutcome } from '../../core/ports/outside'
import { SEND_TIMEOUT_MS } from './post'

/** The SDK waits longer than a lease allows: after our own five seconds it is open whether the message went. */
export async function withTimeout(sending: Promise<SendOutcome>, timeoutMs = SEND_TIMEOUT_MS): Promise<SendOutcome> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<SendOutcome>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'unknown', message: `no answer within ${timeoutMs} ms` }), timeoutMs)
  })
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}
