import { notInShell } from '../runtime/loud'
import { shareByButton } from '../runtime/sharing'
import { builtin, defaultRole, elementOf, markState } from './builtin'
import { submitForm } from './form'
import { type HoverProperties, hoverProperties, watchHover } from './hover'

interface ButtonProperties extends HoverProperties {
  formType: '' | 'submit' | 'reset'
  openType: string
  disabled: boolean
}

export const button = builtin<ButtonProperties>({
  properties: {
    ...hoverProperties('button-hover'),
    type: String,
    size: String,
    plain: Boolean,
    disabled: Boolean,
    loading: Boolean,
    formType: String,
    openType: String,
    lang: String,
    sessionFrom: String,
    sendMessageTitle: String,
    sendMessagePath: String,
    sendMessageImg: String,
    appParameter: String,
    showMessageCard: Boolean,
    phoneNumberNoQuotaToast: Boolean,
    name: String,
    activityId: String,
    activityType: null,
    entrancePath: String,
    needShowEntrance: Boolean,
    groupId: String,
    guildId: String,
    publicId: String,
    createType: String,
  },
  observers: {
    type(type: string) {
      markState(this, 'type', type)
    },
    size(size: string) {
      markState(this, 'size', size)
    },
    plain(plain: boolean) {
      markState(this, 'plain', plain)
    },
    loading(loading: boolean) {
      markState(this, 'loading', loading)
    },
    disabled(disabled: boolean) {
      markState(this, 'disabled', disabled)
      elementOf(this).setAttribute('aria-disabled', String(disabled))
    },
  },
  lifetimes: {
    created() {
      defaultRole(this, 'button', true)
      watchHover(this)
      elementOf(this).addEventListener('click', () => {
        if (this.data.disabled) return
        if (this.data.formType) submitForm(elementOf(this), this.data.formType)
        if (this.data.openType === 'share') shareByButton({ dataset: this._$.dataset, id: this._$.id })
        else if (this.data.openType) notInShell(`<button open-type="${this.data.openType}">`)
      })
    },
  },
})
