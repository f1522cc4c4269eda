import type { AdminRequest, Wallet } from '../../../../contract/admin'
import type { ShopSettings } from '../../../../contract/pages/settings'
import { localTime } from '../../format/localTime'
import type { Timed } from '../../model/freshness'
import { nobody, type OnCallView, onCallView, turned } from '../../model/onCall'
import { answerPage } from '../../services/answerPage'
import { sure } from '../../services/asking'
import { doing, doingInTurn } from '../../services/doing'
import { settingsSource } from '../../services/shopSources'
import { tellTopUp } from '../../services/tell'
import { topUp } from '../../services/topUp'
import type { Source } from '../../services/watchAnswer'

type Both = Timed & { wallet: Wallet; shop: ShopSettings }

const [walletSource, shopSource] = [settingsSource('wallet'), settingsSource('shop')]

const bothSource: Source<Both> = {
  kept(store) {
    const [wallet, shop] = [walletSource.kept(store), shopSource.kept(store)]
    return wallet === null || shop === null ? null : joined(wallet, shop)
  },
  async fresh(store) {
    const [wallet, shop] = await Promise.all([walletSource.fresh(store), shopSource.fresh(store)])
    if (!wallet.ok) return wallet
    return shop.ok ? { ok: true, value: joined(wallet.value, shop.value) } : shop
  },
  waitMs: (both) => shopSource.waitMs(both === null ? null : { ...both.shop, ...timeOf(both) }),
}

const timeOf = ({ now, zone, foldedThrough }: Timed): Timed => ({ now, zone, foldedThrough })

const joined = (wallet: Wallet, shop: ShopSettings & Timed): Both => ({
  now: shop.now,
  zone: shop.store.zone,
  foldedThrough: shop.now,
  wallet,
  shop,
})

const life = answerPage<Both, OnCallView>({
  indicator: null,
  source: () => bothSource,
  view({ wallet, shop }, { now }) {
    const { weekday, hour, minute } = localTime(now, shop.store.zone)
    return onCallView(wallet, shop, { weekday, minute: hour * 60 + minute })
  },
})

const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

Page({
  ...life,
  data: { ...life.data, busy: false },

  /** Inside the tap: WeChat asks for consent only there. */
  async topUp() {
    const outcome = await topUp(this.data.view?.topUp.slice(0, 3) ?? [])
    tellTopUp(outcome)
    if (outcome === 'added') await this.watch?.refresh()
  },

  async turnCell(event: WechatMiniprogram.TouchEvent) {
    const { row, band } = event.currentTarget.dataset as { row: number; band: number }
    const both = this.watch?.answer()
    if (!both || !this.data.view?.may) return
    const staff = both.shop.people.filter(({ order }) => order > 0).map((person) => person.staff)
    const { slots, overrides } = both.shop.rota
    const slot = turned(slots, (row + 1) % 7, band, staff)
    if (slot === null) return
    // the plan turns under the thumb, the first that covers a service counts; the cloud follows, and what it refuses
    // comes back with the next look
    this.watch?.change((known) => ({
      ...known,
      shop: { ...known.shop, rota: { slots: [slot, ...slots], overrides } },
    }))
    const given = { ...slot, staff: slot.staff === nobody ? null : slot.staff }
    await this.turnBy({ action: 'rota', store: both.shop.store.id, slot: given }, '')
  },
  /** Quick taps are done one after the other, and what became of them is looked at after the last. */
  async turnBy<A extends AdminRequest['action']>(request: AdminRequest & { action: A }, done: string) {
    if (await doingInTurn<A>(this, request, done)) await this.watch?.refresh()
  },

  openSwap() {
    void wx.navigateTo({ url: '/admin/pages/swap/index' })
  },

  async saveMe(change: Partial<ShopSettings['me']>) {
    const me = this.watch?.answer()?.shop.me
    if (me === undefined) return
    this.watch?.change((known) => ({ ...known, shop: { ...known.shop, me: { ...me, ...change } } }))
    await this.turnBy({ action: 'me', ...change }, '记下了')
  },
  setQuiet(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    return this.saveMe({ quiet: event.detail.value ? { from: 1320, to: 540 } : null })
  },
  setQuietTime(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const { end } = event.currentTarget.dataset as { end: 'from' | 'to' }
    const quiet = this.watch?.answer()?.shop.me.quiet ?? { from: 1320, to: 540 }
    return this.saveMe({ quiet: { ...quiet, [end]: minuteOf(event.detail.value) } })
  },
  setWake(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    return this.saveMe({ wakeMe: event.detail.value })
  },
  setDaily(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    return this.saveMe({ dailyReport: event.detail.value })
  },
  setOff(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    return this.saveMe({ optedOut: event.detail.value })
  },
  async setDrills(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
    await this.turnBy({ action: 'drills', on: event.detail.value }, '记下了')
  },

  async test() {
    const store = this.watch?.answer()?.shop.store.id
    if (store === undefined || !(await sure('发一条测试？', '会用掉你 1 条一般的额度，10 分钟内收到', '发'))) return
    await doing(this, { action: 'test', store }, '10 分钟内收到')
  },
})
