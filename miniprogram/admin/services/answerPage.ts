import type { Indicator } from '../../../contract/metrics'
import { rowsAtOnce, rowsDrawn } from '../model/chosen'
import { freshnessOf, type Timed } from '../model/freshness'
import { type LightMeaning, lightMeaning } from '../model/lightMeaning'
import { likeItsLight } from '../model/likeItsLight'
import { type Notice, noNotice, noticeOf } from '../model/notice'
import type { PageQuery } from '../model/pageQuery'
import { momentOf } from '../model/ranges'
import { type StripItem, stripOf } from '../model/strip'
import { changes } from './changes'
import { keptOverview } from './overviewSource'
import { keepOwnCost, noteFirst, noteRefresh } from './ownCost'
import { keptPerson, storeOf } from './person'
import { serverNow } from './serverClock'
import { isSeen } from './unseen'
import { type AnswerWatch, type Moment, type Sight, type Source, watchAnswer } from './watchAnswer'

/** What differs from page to page. */
interface Parts<A extends Timed, V extends object> {
  /** has siblings in the strip; null for a page of its own */
  indicator: Indicator | null
  source(query: PageQuery): Source<A>
  view(answer: A, moment: Moment, query: PageQuery): V
}

/** The fields of a page's data that the component `page` shows. */
export interface Shown<V> {
  state: 'loading' | 'failed' | 'seen'
  slow: boolean
  failure: string
  notice: Notice
  strip: StripItem[]
  meaning: LightMeaning | null
  view: V | null
}

interface Self<A, V> {
  data: Shown<V>
  watch: AnswerWatch<A> | null
  query: PageQuery
  /** epoch ms of this phone */
  openedAt: number
  /** the answer that was shown last */
  shownAnswer: A | null
  setData(fields: object): void
  show(sight: Sight<A>): void
  turn(chosen: PageQuery): void
  ask(chosen: PageQuery): void
}

/** The life of a page that shows one answer of the cloud: spread into Page(), it fills `view` and what stands around it. */
export function answerPage<A extends Timed, V extends object>({ indicator, source, view }: Parts<A, V>) {
  return {
    data: {
      state: 'loading',
      slow: false,
      failure: '',
      notice: noNotice,
      strip: indicator === null ? [] : stripOf(indicator, []),
      meaning: indicator === null ? null : lightMeaning[indicator],
      view: null,
    } as Shown<V>,
    watch: null as AnswerWatch<A> | null,
    query: {} as PageQuery,
    openedAt: 0,
    shownAnswer: null as A | null,

    onLoad(this: Self<A, V>, query: Record<string, string | undefined>) {
      this.openedAt = Date.now()
      this.query = decoded(query)
      this.watch = watchAnswer(source(this.query), (sight) => this.show(sight))
    },
    onShow(this: Self<A, V>) {
      this.watch?.start()
    },
    onHide(this: Self<A, V>) {
      this.watch?.stop()
    },
    onUnload(this: Self<A, V>) {
      this.watch?.stop()
      keepOwnCost()
    },
    async onPullDownRefresh(this: Self<A, V>) {
      await this.watch?.refresh()
      void wx.stopPullDownRefresh()
    },
    async retry(this: Self<A, V>) {
      await this.watch?.refresh()
    },

    /** Shows the same answer another way. */
    turn(this: Self<A, V>, chosen: PageQuery) {
      this.query = { ...this.query, ...chosen }
      this.watch?.show()
    },

    /** Asks another question; the old answer stays until the new one is there. */
    ask(this: Self<A, V>, chosen: PageQuery) {
      this.query = { ...this.query, ...chosen }
      if (this.data.view === null) this.openedAt = Date.now()
      this.watch?.stop()
      this.watch = watchAnswer(source(this.query), (sight) => {
        if (sight.kind !== 'loading') this.show(sight)
      })
      this.watch.start()
    },

    /** Draws more of a long list as it is scrolled to. */
    onReachBottom(this: Self<A, V>) {
      this.turn({ rows: String(rowsDrawn(this.query) + rowsAtOnce) })
    },

    show(this: Self<A, V>, sight: Sight<A>) {
      if (!isSeen(sight, (fields) => this.setData(fields))) return
      const { answer, moment } = sight
      const lights = indicator === null ? [] : knownLights()
      const own = lights.find((light) => light.indicator === indicator)
      const shown = {
        state: 'seen',
        notice: noticeOf(freshnessOf(answer, moment.now), moment, answer.zone),
        strip: indicator === null ? [] : stripOf(indicator, lights, momentOf(this.query)),
        view: likeItsLight(view(answer, moment, this.query), own, this.query),
      }
      const { state, notice, strip, view: before } = this.data
      const changed = changes({ state, notice, strip, view: before }, shown)
      if (before === null) noteFirst(Date.now() - this.openedAt)
      else if (answer !== this.shownAnswer) noteRefresh(changed)
      this.shownAnswer = answer
      if (Object.keys(changed).length > 0) this.setData(changed)
    },
  }
}

const decoded = (query: Record<string, string | undefined>): PageQuery =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, decodeURIComponent(value ?? '')]))

/** The lights of the last overview on this phone, unless they are old. */
function knownLights() {
  const store = storeOf(keptPerson())
  const overview = store === null ? null : keptOverview(store)
  return overview === null || freshnessOf(overview, serverNow()).stale ? [] : overview.lights
}
