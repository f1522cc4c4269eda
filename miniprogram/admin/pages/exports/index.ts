import type { AdminAnswers } from '../../../../contract/admin'
import { type ExportTokensView, exportTokensView, tokenSheet } from '../../model/exportTokens'
import type { Timed } from '../../model/freshness'
import { noSheet, type Sheet } from '../../model/sheets'
import { answerPage } from '../../services/answerPage'
import { askText, sure } from '../../services/asking'
import { doing } from '../../services/doing'
import { keptPerson, storeOf } from '../../services/person'
import { tokensSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

const exampleOf = (store: string | null): string =>
  `GET …/export?store=${store ?? 'main'}&format=csv&range=7d\nAuthorization: Bearer 钥匙`

const life = answerPage<AdminAnswers['exportTokens'] & Timed, ExportTokensView>({
  indicator: null,
  source: () => tokensSource,
  view: (answer) => exportTokensView(answer, keptPerson()?.stores ?? [], answer.zone),
})

Page({
  ...life,
  data: { ...life.data, busy: false, sheet: noSheet as Sheet, example: '' },

  onShow() {
    life.onShow.call(this)
    this.setData({ example: exampleOf(storeOf(keptPerson())) })
  },

  async make() {
    const name = await askText('给谁用', '比如 会计的表格', 20)
    if (name === null) return
    const made = await doing(this, { action: 'exportToken', name }, '')
    if (made === null) return
    this.setData({ sheet: tokenSheet(name, made.token) })
    await this.watch?.refresh()
  },
  async drop(event: WechatMiniprogram.TouchEvent) {
    const { id, name } = event.currentTarget.dataset as { id: string; name: string }
    if (!(await sure(`收回「${name}」？`, '拿着它的程序一两分钟内就读不到数了', '收回'))) return
    if ((await doing(this, { action: 'dropExportToken', id }, '收回了')) !== null) await this.watch?.refresh()
  },

  async copyCode() {
    const { sheet } = this.data
    if (sheet.kind !== 'code') return
    await wx.setClipboardData({ data: sheet.code })
    tell('复制好了，交给要用的程序')
  },
  closeSheet() {
    this.setData({ sheet: noSheet })
  },
})
