import { ABORTED, BUSINESS, OK, SUBSCRIBE } from '../catalogue'
import { label } from '../text/route'
import { watched } from './watched'

const outcomes: Record<string, number> = { accept: OK, reject: ABORTED, ban: BUSINESS, filter: BUSINESS }

/** What customers answer when they are asked for messages, by template. */
export const subscribe = watched('requestSubscribeMessage', (context) => () => (_, answer) => {
  const answers = answer as Record<string, string>
  for (const template in answers) {
    const outcome = outcomes[String(answers[template])]
    if (outcome !== undefined) context.record(SUBSCRIBE, label(template), outcome)
  }
})
