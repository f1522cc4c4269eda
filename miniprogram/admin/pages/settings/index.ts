import type { ShopSettings } from '../../../../contract/pages/settings'
import { failureReason, failureWords } from '../../model/failure'
import { type Notice, noNotice } from '../../model/notice'
import { type SettingsView, settingsView } from '../../model/settingsView'
import { askLine, choose } from '../../services/asking'
import { doing } from '../../services/doing'
import { isOnline } from '../../services/network'
import { freshOverview, keptOverview } from '../../services/overviewSource'
import { askWhoami, keptPerson, storeOf } from '../../services/person'
import type { CallError } from '../../services/reply'
import { settingsSource } from '../../services/shopSources'
import { tellTopUp } from '../../services/tell'
import { topUp } from '../../services/topUp'

const shopSettings = settingsSource('shop')

Page({
  data: {
    view: null as SettingsView | null,
    /** why nothing is known of this person; empty while it is read */
    failure: '',
    notice: noNotice as Notice,
    alarms: 0,
    busy: false,
  },

  onLoad() {
    this.display()
  },
  onShow() {
    void this.refresh()
  },

  async refresh() {
    const reply = await askWhoami()
    if (!reply.ok) return this.unread(reply.error)
    const store = storeOf(reply.value)
    if (store === null) {
      void wx.redirectTo({ url: '/admin/pages/welcome/index' })
      return
    }
    const [overview, shop] = await Promise.all([freshOverview(store), shopSettings.fresh(store)])
    this.display()
    const failed = [overview, shop].find(({ ok }) => !ok)
    if (failed !== undefined && !failed.ok) await this.unread(failed.error)
    else this.setData({ failure: '', notice: noNotice })
  },

  /** What is known stays; what could not be read is said, and not just left out. */
  async unread(error: CallError) {
    const online = await isOnline()
    const text = `没读全：${failureReason(error, online)}，下面可能少几样`
    if (this.data.view === null) this.setData({ failure: failureWords(error, online) })
    else this.setData({ failure: '', notice: { kind: online ? 'stale' : 'offline', text, retry: true } })
  },

  /** What this phone knows; pages behind this one keep it fresh too. */
  display() {
    const person = keptPerson()
    const store = storeOf(person)
    if (person === null || store === null) return
    const overview = keptOverview(store)
    const shop: ShopSettings | null = shopSettings.kept(store)
    const { envVersion } = wx.getAccountInfoSync().miniProgram
    this.setData({ view: settingsView(person, store, overview, shop, envVersion), alarms: overview?.incident ? 1 : 0 })
  },

  /** Inside the tap: WeChat asks for consent only there. */
  async topUp() {
    const store = storeOf(keptPerson())
    const outcome = await topUp((store === null ? null : keptOverview(store))?.credits.templateIds ?? [])
    tellTopUp(outcome)
    if (outcome === 'added') await this.refresh()
  },

  open(event: WechatMiniprogram.TouchEvent) {
    void wx.navigateTo({ url: (event.currentTarget.dataset as { url: string }).url })
  },

  /** What customers and messages call it; an empty branch is none. */
  async rename() {
    const store = storeOf(keptPerson())
    const known = store === null ? null : shopSettings.kept(store)?.store
    if (store === null || !known) return
    const which = await choose([`店名：${known.name}`, `分店：${known.branch || '没有'}`])
    if (which === null) return
    const typed = await askLine(
      which === 0 ? '店名' : '分店名',
      '最多 20 个字',
      20,
      [known.name, known.branch][which] ?? '',
    )
    if (typed === null || (which === 0 && typed === '')) return
    const { name, branch } = which === 0 ? { ...known, name: typed } : { ...known, branch: typed }
    if ((await doing(this, { action: 'rename', store, name, branch }, '改好了')) !== null) await this.refresh()
  },

  goChain() {
    void wx.navigateTo({ url: '/admin/pages/chain/index' })
  },
  goMenu() {
    void wx.reLaunch({ url: '/pages/menu/index' })
  },
})
