import { CONTEXTS, DIMENSIONS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { VALUES_KEPT } from '../dims/limitValues'
import { APIS_KEPT, limitSpread, logParts, type Moments, type SpreadRow, toSpreadColumns } from '../dims/spread'
import type { SpreadColumns } from '../dims/storedDims'
import { compareText } from '../seriesTable'

/** Whose spread is explained. */
const ANALYSED: readonly MetricName[] = ['request', 'call']
const analysed: boolean[] = []
for (const name of ANALYSED) analysed[METRICS[name].id] = true

const LOAD = CONTEXTS.indexOf('load')

/** An API in the making: sums by dimension and place of the value. */
interface Api {
  metric: number
  label: string
  sums: (Moments | undefined)[][]
  /** of the batch at hand */
  batch: Moments
}

/** The sums that explain spread, of one store and minute in the making. */
export class SpreadFold {
  private readonly apis = new Map<string, (Api | undefined)[]>()
  /** by dimension: value → its place */
  private readonly values = DIMENSIONS.map(() => new Map<string, number>())
  private places: number[] = []
  private touched: Api[] = []

  begin(values: readonly string[]): void {
    this.touched.length = 0
    this.places = this.values.map((known, dimension) => {
      const value = values[dimension] as string
      const place = known.get(value) ?? known.size
      known.set(value, place)
      return place
    })
  }

  /** @returns by metric id; null where no spread is explained */
  of(label: string): (Api | undefined)[] {
    const known = this.apis.get(label)
    if (known !== undefined) return known
    const fresh: (Api | undefined)[] = []
    this.apis.set(label, fresh)
    return fresh
  }

  measure(apis: (Api | undefined)[], metric: number, label: string, value: number, weight: number): void {
    if (analysed[metric] !== true) return
    let api = apis[metric]
    if (api === undefined) {
      api = { metric, label, sums: DIMENSIONS.map(() => []), batch: { n: 0, s: 0, q: 0 } }
      apis[metric] = api
    }
    const { batch } = api
    if (batch.n === 0) this.touched.push(api)
    const parts = logParts(value)
    batch.n += weight
    batch.s += weight * parts
    batch.q += weight * parts * parts
  }

  end(): void {
    for (const { sums, batch } of this.touched) {
      for (let dimension = 0; dimension < sums.length; dimension++) {
        const own = sums[dimension] as (Moments | undefined)[]
        const place = this.places[dimension] as number
        const known = own[place]
        if (known === undefined) own[place] = { n: batch.n, s: batch.s, q: batch.q }
        else {
          known.n += batch.n
          known.s += batch.s
          known.q += batch.q
        }
      }
      batch.n = 0
      batch.s = 0
      batch.q = 0
    }
  }

  /** @param load of the store in this minute */
  finish(load: string): SpreadColumns {
    const named = this.values.map((places) => [...places].sort((a, b) => compareText(a[0], b[0])))
    const apis = [...this.apis.values()].flatMap((own) => own.flatMap((api) => api ?? [])).sort(compareApis)
    const rows = apis.flatMap((api) => rowsOf(api, named, load))
    const isWithin = apis.length <= APIS_KEPT && named.every(({ length }) => length <= VALUES_KEPT)
    return toSpreadColumns(isWithin ? rows : limitSpread(rows))
  }
}

const compareApis = (a: Api, b: Api): number => a.metric - b.metric || compareText(a.label, b.label)

/** In canonical order: context, value. */
function rowsOf({ metric, label, sums }: Api, named: readonly [string, number][][], load: string): SpreadRow[] {
  const rows: SpreadRow[] = []
  const all = { n: 0, s: 0, q: 0 }
  for (let context = 0; context < named.length; context++) {
    for (const [value, place] of named[context] as [string, number][]) {
      const moments = sums[context]?.[place]
      if (moments === undefined) continue
      rows.push({ metric, label, context, value, n: moments.n, s: moments.s, q: moments.q })
      if (context > 0) continue
      all.n += moments.n
      all.s += moments.s
      all.q += moments.q
    }
  }
  rows.push({ metric, label, context: LOAD, value: load, ...all })
  return rows
}
