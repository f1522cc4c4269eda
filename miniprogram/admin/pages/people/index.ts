import type { AdminRequest } from '../../../../contract/admin'
import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import { type MemberRow, type PeopleView, peopleView } from '../../model/people'
import { codeSheet, noSheet, type Sheet } from '../../model/sheets'
import { answerPage } from '../../services/answerPage'
import { choose, sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { askWhoami } from '../../services/person'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const life = answerPage<ShopSettings & Timed, PeopleView>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: (shop) => peopleView(shop),
})

Page({
  ...life,
  data: { ...life.data, busy: false, sheet: noSheet, member: null as MemberRow | null },

  async act<A extends AdminRequest['action']>(request: AdminRequest & { action: A }, done: string) {
    if ((await doing<A>(this, request, done)) !== null) await this.watch?.refresh()
  },

  openMember(event: WechatMiniprogram.TouchEvent) {
    const { at } = event.currentTarget.dataset as { at: number }
    const member = this.data.view?.rows[at]
    if (member !== undefined && member.actions.length > 0) this.setData({ member })
  },
  closeMember() {
    this.setData({ member: null })
  },

  async change(event: WechatMiniprogram.TouchEvent) {
    const { at } = event.currentTarget.dataset as { at: number }
    const { member } = this.data
    const action = member?.actions[at]
    this.setData({ member: null })
    if (!member || action === undefined) return
    const { staff, name } = member
    if (action.kind === 'role') return this.act({ action: 'role', staff, role: action.role }, '改好了')
    if (action.kind === 'dismiss') {
      if (!(await sure(`移出${name}？`, '他马上就看不到店，也收不到消息。想回来要重新邀请', '移出'))) return
      return this.act({ action: 'dismiss', staff }, '移出了')
    }
    if (action.kind === 'handOver') {
      if (!(await sure(`把店交给${name}？`, '他成为店主，你变成店长。要拿回来得他交还给你', '交给他'))) return
      await this.act({ action: 'handOver', staff }, '交接好了')
      await askWhoami()
      return
    }
    return this.reorder(staff, action.kind)
  },

  /** Places are told to the cloud one by one: two of the same place are still called in a fixed order. */
  async reorder(staff: string, kind: 'up' | 'off' | 'on') {
    const people = (this.watch?.answer()?.people ?? []).filter(({ order }) => order > 0)
    if (kind === 'off') return this.act({ action: 'onCall', staff, order: 0 }, '不叫他了')
    if (kind === 'on')
      return this.act({ action: 'onCall', staff, order: Math.min(100, people.length + 1) }, '排在最后一个叫')
    const at = people.findIndex((person) => person.staff === staff)
    const [before, own] = [people[at - 1], people[at]]
    if (before === undefined || own === undefined) return
    if ((await doing(this, { action: 'onCall', staff: before.staff, order: Math.min(100, at + 1) }, '')) === null)
      return
    await this.act({ action: 'onCall', staff: own.staff, order: Math.max(1, at) }, '换好了')
  },

  async invite() {
    const { view } = this.data
    if (view === null) return
    const role =
      view.invites.length === 1
        ? view.invites[0]
        : view.invites[(await choose(view.invites.map(({ label }) => label))) ?? -1]
    if (role === undefined) return
    const value = await doing(this, { action: 'invite', role: role.role }, '')
    if (value !== null)
      this.setData({ sheet: codeSheet('邀请同事', value, '把这个码发给同事。他在「看店」里填上就进来了') })
  },

  async claimCode() {
    if (!(await sure('换店主？', '会给出一个新的认领码。谁先用它，谁就是店主，你变成店长', '给我码'))) return
    const value = await doing(this, { action: 'claimCode' }, '')
    if (value !== null)
      this.setData({ sheet: codeSheet('新的认领码', value, '把这个码交给新店主。他在「看店」里填上就接手') })
  },

  async copyPath() {
    await wx.setClipboardData({ data: 'admin/pages/welcome/index' })
    tell('复制好了')
  },

  closeSheet() {
    this.setData({ sheet: noSheet as Sheet })
  },
  async copyCode() {
    const { sheet } = this.data as { sheet: Sheet }
    if (sheet.kind !== 'code') return
    await wx.setClipboardData({ data: sheet.code })
    tell('复制好了')
  },
})
