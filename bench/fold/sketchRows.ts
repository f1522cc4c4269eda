import { DDSketch } from '@datadog/sketches-js'
import { decodeBase64 } from '../../contract/sketch/base64'
import { decodeSketch, encodeSketch } from '../../contract/sketch/codec'
import { Sketch } from '../../contract/sketch/sketch'
import { seededRandom } from '../../localcloud/crowd/random'
import { compare } from '../harness/compare'
import type { Row } from '../harness/row'

const LARGEST_CHECKED = 600_000
const ADDED = 20_000

/** The sketch beside the one that is best known, and its promises. */
export async function* sketchRows(): AsyncIterable<Row> {
  const values = durations(ADDED)
  const own = () => {
    const sketch = new Sketch()
    for (const value of values) sketch.add(value)
    return sketch.quantile(0.5)
  }
  const peer = () => {
    const sketch = new DDSketch({ relativeAccuracy: 0.01 })
    for (const value of values) sketch.accept(value)
    return sketch.getValueAtQuantile(0.5)
  }
  yield { name: 'sketch.add/sketches-js', ...(await compare(own, peer)), target: 0.25 }
  yield { name: 'sketch.error.worst', value: worstError(), target: 0.016 }
  yield { name: 'sketch.bytes.n100', value: storedBytes(100), target: 100 }
  yield { name: 'sketch.bytes.n10000', value: storedBytes(10_000) }
}

/** Of what is stored and read again, over every whole number of milliseconds up to ten minutes. */
function worstError(): number {
  let worst = 0
  for (let value = 1; value <= LARGEST_CHECKED; value++) {
    const sketch = new Sketch()
    // with a neighbour far below and one far above, the extremes do not give the answer away
    sketch.add(0.5)
    sketch.add(value)
    sketch.add(1e9)
    sketch.coarsen()
    worst = Math.max(worst, Math.abs(sketch.quantile(0.5) - value) / value)
  }
  return worst
}

function storedBytes(count: number): number {
  const sketch = new Sketch()
  for (const value of durations(count)) sketch.add(value)
  const text = encodeSketch(sketch)
  if (!decodeSketch(text).ok) throw new Error('a stored sketch cannot be read')
  return decodeBase64(text)?.length ?? 0
}

function durations(count: number): number[] {
  const random = seededRandom(7)
  return Array.from({ length: count }, () =>
    Math.round(80 * Math.exp(1.6 * (random.next() + random.next() + random.next() - 1.5))),
  )
}
