import { type SettingsView, settingsView } from '../../model/settingsView'
import { inviteSheet, noSheet, type Sheet } from '../../model/sheets'
import { admin } from '../../services/kandian'
import { freshOverview, keptOverview } from '../../services/overviewSource'
import { askWhoami, keptPerson, type Person, storeOf } from '../../services/person'
import { tell, tellError, tellTopUp } from '../../services/tell'
import { topUp } from '../../services/topUp'

Page({
  data: {
    view: null as SettingsView | null,
    alarms: 0,
    inviteRow: { line: '加一个同事', strong: '', note: '给他一个码，他自己填上就进来' },
    sheet: noSheet,
  },

  onLoad() {
    this.display(keptPerson())
  },
  onShow() {
    void this.refresh()
  },

  async refresh() {
    const reply = await askWhoami()
    if (!reply.ok) {
      tellError(reply.error.code)
      return
    }
    const store = storeOf(reply.value)
    if (store === null) {
      void wx.redirectTo({ url: '/admin/pages/welcome/index' })
      return
    }
    await freshOverview(store)
    this.display(reply.value)
  },

  display(person: Person | null) {
    const store = storeOf(person)
    if (person === null || store === null) return
    const overview = keptOverview(store)
    const { envVersion } = wx.getAccountInfoSync().miniProgram
    const alarms = overview?.incident ? 1 : 0
    this.setData({ view: settingsView(person, overview, envVersion), alarms })
  },

  /** Inside the tap: WeChat asks for consent only there. */
  async topUp() {
    const store = storeOf(keptPerson())
    const outcome = await topUp((store === null ? null : keptOverview(store))?.credits.templateIds ?? [])
    tellTopUp(outcome)
    if (outcome === 'added') await this.refresh()
  },

  async invite() {
    const reply = await admin({ action: 'invite', role: 'staff' })
    if (reply.ok) this.setData({ sheet: inviteSheet(reply.value) })
    else tellError(reply.error.code)
  },

  closeSheet() {
    this.setData({ sheet: noSheet as Sheet })
  },

  async copyCode() {
    const { sheet } = this.data as { sheet: Sheet }
    if (sheet.kind !== 'invite') return
    await wx.setClipboardData({ data: sheet.code })
    tell('复制好了，发给同事')
  },

  goMenu() {
    void wx.reLaunch({ url: '/pages/menu/index' })
  },
})
