import { MEMORY, NOTE_CRUMB, OK } from '../catalogue'
import type { Collector } from './collector'

/** Memory warnings; Android says how bad: 5, 10 or 15. */
export const memory: Collector = (context) =>
  context.hear('onMemoryWarning', (event) => {
    const label = `level ${Number(event.level) || 0}`
    context.record(MEMORY, label, OK)
    context.crumb(NOTE_CRUMB, `memory ${label}`)
  })
