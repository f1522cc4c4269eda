import type { ErrorGroup, ErrorPage, ErrorStatus } from '../../../../contract/pages/errors'
import { type ErrorView, errorView } from '../../model/errors/errorView'
import { type Remedy, remediesOf } from '../../model/errors/remedies'
import { momentOf, rangeOf } from '../../model/ranges'
import { indicatorUrl } from '../../model/strip'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { choose } from '../../services/asking'
import { admin } from '../../services/kandian'
import { serverNow } from '../../services/serverClock'
import { tellError } from '../../services/tell'

const page = answerPage<ErrorPage, ErrorView>({
  indicator: null,
  source: (query) =>
    answerSource<'error'>((store) => ({
      kind: 'error',
      store,
      fingerprint: query.fingerprint ?? '',
      ...rangeOf(query, serverNow()),
    })),
  view: errorView,
})

/** @returns null where nothing was chosen */
async function remedyFor(group: ErrorGroup): Promise<Remedy | null> {
  const remedies = remediesOf(group)
  const chosen = remedies.length === 1 ? 0 : await choose(remedies.map(({ text }) => text))
  return chosen === null ? null : (remedies[chosen] ?? null)
}

Page({
  ...page,
  data: { ...page.data, busy: false },

  async mark(event: WechatMiniprogram.TouchEvent) {
    const { status } = event.currentTarget.dataset as { status: ErrorStatus }
    const seen = this.watch?.answer() ?? null
    if (this.data.busy || seen === null) return
    const remedy = status === 'solved' ? await remedyFor(seen.group) : { fixed: undefined }
    if (remedy === null) return
    this.setData({ busy: true })
    const { fingerprint } = seen.group
    const reply = await admin({ action: 'markError', store: seen.store.id, fingerprint, status, fixed: remedy.fixed })
    this.setData({ busy: false })
    if (!reply.ok) tellError(reply.error.code)
    await this.watch?.refresh()
  },

  turnSample(event: WechatMiniprogram.TouchEvent) {
    const { by } = event.currentTarget.dataset as { by: number }
    const sample = this.data.view?.sample
    if (sample == null) return
    const next = sample.at + by
    if (next >= 0 && next < sample.count) this.turn({ sample: String(next) })
  },

  openIncident() {
    const id = this.data.view?.incident?.id
    if (id !== undefined) void wx.navigateTo({ url: `/admin/pages/incident/index?id=${encodeURIComponent(id)}` })
  },
  openResponse() {
    const at = momentOf(this.query) ?? this.watch?.answer()?.group.lastAt ?? null
    void wx.navigateTo({ url: indicatorUrl('response', at) })
  },
})
