import { ABORTED, BUSINESS, OK, SUBSCRIBE } from '../catalogue'
import { label } from '../text/route'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector } from './collector'

const outcomes: Record<string, number> = { accept: OK, reject: ABORTED, ban: BUSINESS, filter: BUSINESS }

/** What customers answer when they are asked for messages, by template. */
export const subscribe: Collector = {
  name: 'subscribe',
  start: ({ host, record }) =>
    wrap(host.api, 'requestSubscribeMessage', (original) =>
      watchCall(host, original, false, () => (_, answer) => {
        const answers = answer as Record<string, string>
        for (const template of Object.keys(answers)) {
          const outcome = outcomes[String(answers[template])]
          if (outcome !== undefined) record(SUBSCRIBE, label(template), outcome)
        }
      }),
    ),
}
