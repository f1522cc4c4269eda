import { attempt } from '../attempt'
import type { Host } from '../host'
import type { Call } from '../phoneApi'
import type { Parcel } from '../queue/outbox'

/** WeChat takes 5 KB a call (PLATFORM §4); a character may have three bytes. */
const longestText = 1_600

/**
 * The cloud cannot be reached: what went wrong goes to WeChat's own real-time log, outside of our environment, so that
 * somebody can read there why nothing arrives. The batch stays in the queue and counts when it arrives.
 */
export function tellWeChat({ api }: Host, { content }: Parcel): void {
  attempt(() => {
    const log = (api.getRealtimeLogManager as Call)()
    for (const { label, message, stack, page } of content.errors) {
      log.error([content.session, content.dict[label], page, message, stack].join('\n').slice(0, longestText))
    }
  })
}
