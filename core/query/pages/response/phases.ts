import type { Phase } from '../../../../contract/pages/response'
import type { PageSource } from '../pageSource'

/** As WeChat's profile calls them, in the order in which a request passes them; `server` is the wait for the answer. */
const ORDER = ['queue', 'domainLookUp', 'connect', 'SSLconnection', 'request', 'server', 'response']

/** Where the time of slow HTTP requests went. */
export function phasesOf({ measured }: PageSource): Phase[] {
  const labels = measured.byLabel('phase')
  const found = ORDER.flatMap((phase) => {
    const sketch = labels.get(phase)?.sketch
    return sketch
      ? [{ phase, count: sketch.count, meanMs: sketch.mean, p95Ms: sketch.quantile(0.95), sum: sketch.sum }]
      : []
  })
  const all = found.reduce((total, { sum }) => total + sum, 0)
  return found.map(({ sum, ...phase }) => ({ ...phase, share: all === 0 ? 0 : sum / all }))
}
