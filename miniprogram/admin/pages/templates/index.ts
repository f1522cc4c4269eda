import type { ShopSettings } from '../../../../contract/pages/settings'
import type { Timed } from '../../model/freshness'
import { changedTemplates, type TemplateForm, templateForms } from '../../model/templates'
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

  /** what the forms were filled from */
  before: null as ShopSettings['templates'],

  show(sight: Parameters<typeof life.show>[0]) {
    life.show.call(this, sight)
    if (sight.kind !== 'seen' || this.data.changed || sight.answer.templates === null) return
    this.before = sight.answer.templates
    this.setData({ forms: templateForms(this.before) })
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
    if (this.before === null) return
    const templates = changedTemplates(this.before, this.data.forms)
    if ((await doing(this, { action: 'templates', templates }, '存好了，发条测试试试')) === null) return
    this.setData({ changed: false })
    await this.watch?.refresh()
  },
})
