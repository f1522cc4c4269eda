import { METRICS } from '../../../../contract/metrics'
import type { ErrorPage, ErrorSample } from '../../../../contract/pages/errors'
import type { BatchDocument } from '../../../documents/batch'
import { clockShiftMinutes } from '../../../ingest/eventTime'
import { countsOf } from '../../../ingest/packedItems'
import { MINUTE_MS } from '../../../time/units'
import { valueTitle } from '../contextWords'

/** Occurrences told one by one. */
const SAMPLES = 25
/** What the SDK for functions notes, and WeChat's own ids in labels of calls. */
const REQUEST = /\brequest(?:ID)?[ :]+([\w-]{8,64})/gi

/** What phones told of one error, newest first. The stack is as it came. */
export function samplesOf(batches: readonly BatchDocument[], fingerprint: string): ErrorSample[] {
  const samples = batches.flatMap(({ batch, receivedAt, user }) => {
    const shiftMs = clockShiftMinutes(receivedAt.getTime(), batch.sentAt) * MINUTE_MS
    const at = (ms: number) => batch.base + ms + shiftMs
    return batch.errors
      .filter(({ label }) => batch.dict[label] === fingerprint)
      .map((report): ErrorSample => {
        const crumbs = report.crumbs.map(({ kind, text, at: ms }) => ({ at: at(ms), kind, text }))
        const requests = crumbs.flatMap(({ text }) => [...text.matchAll(REQUEST)].map(([, id]) => id as string))
        return {
          ...{ at: at(report.at), message: report.message, stack: report.stack, mapped: false, page: report.page },
          ...{ release: batch.app.release, crumbs, requests: [...new Set(requests)] },
          who: user.slice(0, 4),
          device: [
            valueTitle('platform', batch.device.platform),
            valueTitle('device', batch.device.class),
            valueTitle('network', batch.device.network),
          ],
        }
      })
  })
  return samples.sort((a, b) => b.at - a.at).slice(0, SAMPLES)
}

type Dimension = keyof ErrorPage['breakdowns']

/** Who met it, by what their phones are; counted in the batches that were read. */
export function breakdownsOf(
  batches: readonly BatchDocument[],
  fingerprint: string,
): Pick<ErrorPage, 'breakdowns' | 'sampled'> {
  const sums = new Map<Dimension, Map<string, number>>()
  let sampled = 0
  for (const { batch, place } of batches) {
    const count = countsOf(batch)
      .filter(([metric, label]) => metric === METRICS.error.id && batch.dict[label] === fingerprint)
      .reduce((sum, [, , , , events]) => sum + events, 0)
    sampled += count
    const values: [Dimension, string][] = [
      ['release', batch.app.release],
      ['platform', batch.device.platform],
      ['device', batch.device.class],
      ['network', batch.device.network],
      ['region', place?.region ?? ''],
    ]
    for (const [dimension, value] of values) {
      if (value === '' || value === 'unknown') continue
      const own = sums.get(dimension) ?? new Map<string, number>()
      own.set(value, (own.get(value) ?? 0) + count)
      sums.set(dimension, own)
    }
  }
  const rows = [...sums].map(([dimension, own]) => [
    dimension,
    [...own]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
  ])
  return { breakdowns: Object.fromEntries(rows), sampled }
}
