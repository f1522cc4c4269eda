import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import { type TemplateForm, templateForms, templatesOf } from '../../model/templates'
import { answerPage } from '../../services/answerPage'
import { doing } from '../../services/doing'
import { settingsSource } from '../../services/shopSources'

const life = answerPage<ShopSettings & Timed, { may: boolean }>({
  indicator: null,
  source: () => settingsSource('shop'),
  view: ({ templates }) => ({ may: templates !== null }),
})

Page({
  ...life,
  data: { ...life.data, busy: false, changed: false, forms: [] as TemplateForm[] },

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind !== 'seen' || this.data.changed || sight.answer.templates === null) return
    this.setData({ forms: templateForms(sight.answer.templates) })
  },

  typeId(event: WechatMiniprogram.Input) {
    const { at } = event.currentTarget.dataset as { at: number }
    this.setData({ [`forms[${at}].id`]: event.detail.value, changed: true })
  },
  typeKeyword(event: WechatMiniprogram.Input) {
    const { at, field } = event.currentTarget.dataset as { at: number; field: number }
    this.setData({ [`forms[${at}].fields[${field}].value`]: event.detail.value, changed: true })
  },

  async save() {
    const saved = await doing(
      this,
      { action: 'templates', templates: templatesOf(this.data.forms) },
      '存好了，发条测试试试',
    )
    if (saved === null) return
    this.setData({ changed: false })
    await this.watch?.refresh()
  },
})
