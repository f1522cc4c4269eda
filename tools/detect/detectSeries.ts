import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { createDetector } from '../../core/insight/detector'
import { newState } from '../../core/insight/state'
import { readSeries } from './series'

const FLUSH_CHARACTERS = 1 << 16

/** Judges one file into another, point by point. A point without a readable time or value scores 0. @returns points */
export async function detectSeries(from: string, to: string): Promise<number> {
  const detector = createDetector('value')
  const state = newState()
  const out = createWriteStream(to)
  let text = 'timestamp,score,alert\n'
  let points = 0
  for await (const { timestamp, seconds, value } of readSeries(from)) {
    const known = Number.isFinite(seconds) && Number.isFinite(value)
    const { score, alert } = detector.step(state, { at: seconds * 1000, value: known ? value : null })
    text += `${timestamp},${score.toFixed(5)},${alert.speaks ? 1 : 0}\n`
    points++
    if (text.length > FLUSH_CHARACTERS) {
      if (!out.write(text)) await once(out, 'drain')
      text = ''
    }
  }
  out.end(text)
  await once(out, 'finish')
  return points
}
