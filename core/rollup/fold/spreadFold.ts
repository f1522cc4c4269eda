import { CONTEXTS, DIMENSIONS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { VALUES_KEPT } from '../dims/limitValues'
import { APIS_KEPT, limitSpread, SpreadWriter, spreadRows, toSpreadColumns } from '../dims/spread'
import type { SpreadColumns } from '../dims/storedDims'
import { compareText } from '../seriesTable'
import type { Contexts } from './contexts'
import { NONE } from './rows'
import { sortFew } from './sortFew'

/** Whose spread is explained. */
const ANALYSED: readonly MetricName[] = ['request', 'call']
const ANALYSED_IDS: readonly number[] = ANALYSED.map((name) => METRICS[name].id)

const LOAD = CONTEXTS.indexOf('load')
const WIDTH = DIMENSIONS.length
/** How many durations, the sum of their logarithms and of those squared. */
const MOMENTS = 3
const FIRST_PLACES = 32

/** An API whose spread is explained. */
interface Api {
  metric: number
  label: string
}

/**
 * The sums that explain spread, of one store and minute in the making: of each API by each value of each dimension. A
 * batch is summed by itself first, since all of it has the same values.
 */
export class SpreadFold {
  private readonly apis: Api[] = []
  private readonly byLabel = ANALYSED.map(() => new Map<string, number>())
  /** by API: the moments of the batch at hand */
  private batch = new Float64Array(64 * MOMENTS)
  /** APIs of the batch at hand, and how many */
  private readonly touched: number[] = []
  private touches = 0
  /** by API and place: moments */
  private sums = new Float64Array(64 * FIRST_PLACES * MOMENTS)
  /** places there is room for */
  private room = FIRST_PLACES
  private readonly writer = new SpreadWriter()

  constructor(private readonly contexts: Contexts) {}

  begin(): void {
    this.sums.fill(0, 0, this.apis.length * this.room * MOMENTS)
    this.batch.fill(0, 0, this.apis.length * MOMENTS)
    this.apis.length = 0
    for (const known of this.byLabel) known.clear()
    this.touches = 0
  }

  /** @returns the API's number, NONE where no spread is explained */
  apiOf(metric: number, label: string): number {
    const own = this.byLabel[ANALYSED_IDS.indexOf(metric)]
    if (own === undefined) return NONE
    const known = own.get(label)
    if (known !== undefined) return known
    const api = this.apis.length
    this.apis.push({ metric, label })
    own.set(label, api)
    if (this.apis.length * MOMENTS > this.batch.length) {
      this.batch = grown(this.batch, this.batch.length * 2)
      this.sums = grown(this.sums, this.sums.length * 2)
    }
    return api
  }

  /** @param parts of the duration's logarithm */
  measure(api: number, parts: number, weight: number): void {
    const at = api * MOMENTS
    const { batch } = this
    if (batch[at] === 0) this.touched[this.touches++] = api
    batch[at] = (batch[at] as number) + weight
    batch[at + 1] = (batch[at + 1] as number) + weight * parts
    batch[at + 2] = (batch[at + 2] as number) + weight * parts * parts
  }

  endBatch(): void {
    while (this.contexts.texts.length > this.room) this.makeRoom()
    const { batch, touched, sums, room } = this
    const { places } = this.contexts
    for (let index = 0; index < this.touches; index++) {
      const api = touched[index] as number
      const from = api * MOMENTS
      const n = batch[from] as number
      const s = batch[from + 1] as number
      const q = batch[from + 2] as number
      batch[from] = 0
      batch[from + 1] = 0
      batch[from + 2] = 0
      for (let dimension = 0; dimension < WIDTH; dimension++) {
        const at = (api * room + (places[dimension] as number)) * MOMENTS
        sums[at] = (sums[at] as number) + n
        sums[at + 1] = (sums[at + 1] as number) + s
        sums[at + 2] = (sums[at + 2] as number) + q
      }
    }
    this.touches = 0
  }

  /** @param load of the store in this minute; @param sorted places of each dimension's values, in canonical order */
  finish(load: string, sorted: readonly number[][]): SpreadColumns {
    const apis = this.measured(sorted)
    const columns = this.columns(apis, load, sorted)
    // too many: the general way, which is slower
    const isWithin = apis.length <= APIS_KEPT && !this.contexts.isOver(VALUES_KEPT)
    return isWithin ? columns : toSpreadColumns(limitSpread(spreadRows(columns)))
  }

  /** In canonical order: API, context, value. */
  private columns(apis: readonly number[], load: string, sorted: readonly number[][]): SpreadColumns {
    const { writer, sums, room } = this
    const { texts } = this.contexts
    const values = this.valuesOf(apis, load)
    const indexes = texts.map((text) => values.indexOf(text))
    const loadIndex = values.indexOf(load)
    for (const api of apis) {
      const { metric, label } = this.apis[api] as Api
      writer.name(metric, label)
      let n = 0
      let s = 0
      let q = 0
      for (let context = 0; context < WIDTH; context++) {
        const places = sorted[context] as number[]
        for (let index = 0; index < places.length; index++) {
          const place = places[index] as number
          const at = (api * room + place) * MOMENTS
          if (sums[at] === 0) continue
          writer.push(
            context,
            indexes[place] as number,
            sums[at] as number,
            sums[at + 1] as number,
            sums[at + 2] as number,
          )
          if (context > 0) continue
          n += sums[at] as number
          s += sums[at + 1] as number
          q += sums[at + 2] as number
        }
      }
      writer.push(LOAD, loadIndex, n, s, q)
    }
    return writer.take(values)
  }

  /** Those with any duration, in canonical order. */
  private measured(sorted: readonly number[][]): number[] {
    const { sums, room } = this
    const some = sorted[0] as number[]
    const met: number[] = []
    for (let api = 0; api < this.apis.length; api++)
      if (some.some((place) => sums[(api * room + place) * MOMENTS] !== 0)) met.push(api)
    return sortFew(met, (a, b) => compareApis(this.apis[a] as Api, this.apis[b] as Api))
  }

  /** All that any duration has, once, in canonical order. */
  private valuesOf(apis: readonly number[], load: string): string[] {
    if (apis.length === 0) return []
    const { sums, room } = this
    const values = new Set([load])
    const { texts } = this.contexts
    for (let place = 0; place < texts.length; place++)
      if (apis.some((api) => sums[(api * room + place) * MOMENTS] !== 0)) values.add(texts[place] as string)
    return sortFew([...values], compareText)
  }

  private makeRoom(): void {
    const room = this.room * 2
    const sums = new Float64Array(this.sums.length * 2)
    for (let api = 0; api < this.apis.length; api++)
      sums.set(this.sums.subarray(api * this.room * MOMENTS, (api + 1) * this.room * MOMENTS), api * room * MOMENTS)
    this.sums = sums
    this.room = room
  }
}

const compareApis = (a: Api, b: Api): number => a.metric - b.metric || compareText(a.label, b.label)

function grown(numbers: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length)
  larger.set(numbers)
  return larger
}
