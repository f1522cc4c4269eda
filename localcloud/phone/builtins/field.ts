import {
  addInner,
  type Builtin,
  type BuiltinHost,
  builtin,
  defaultRole,
  elementOf,
  innerOf,
  markState,
} from './builtin'
import { onFormReset } from './form'
import { setOwnStyle } from './ownStyle'

export interface FieldProperties {
  value: string
  type: string
  password: boolean
  placeholder: string
  placeholderStyle: string
  placeholderClass: string
  disabled: boolean
  maxlength: number
  focus: boolean
  autoFocus: boolean
  confirmType: string
  confirmHold: boolean
  autoHeight: boolean
}

type Control = HTMLInputElement | HTMLTextAreaElement
type FieldHost = BuiltinHost<FieldProperties>

/** What <input> and <textarea> have in common. */
export function fieldDefinition(name: 'input' | 'textarea', more: Partial<Builtin['observers']> = {}): Builtin {
  const control = (host: FieldHost): Control => innerOf(host, name)
  return builtin<FieldProperties>({
    properties: {
      value: { type: null, value: '' },
      type: { type: String, value: 'text' },
      password: Boolean,
      placeholder: String,
      placeholderStyle: String,
      placeholderClass: String,
      disabled: Boolean,
      maxlength: { type: Number, value: 140 },
      focus: Boolean,
      autoFocus: Boolean,
      name: String,
      confirmType: { type: String, value: name === 'input' ? 'done' : 'return' },
      confirmHold: Boolean,
      alwaysEmbed: Boolean,
      holdKeyboard: Boolean,
      adjustPosition: { type: Boolean, value: true },
      showConfirmBar: { type: Boolean, value: true },
      disableDefaultPadding: Boolean,
      cursorSpacing: Number,
      cursorColor: String,
      cursor: { type: Number, value: -1 },
      selectionStart: { type: Number, value: -1 },
      selectionEnd: { type: Number, value: -1 },
      autoHeight: Boolean,
      fixed: Boolean,
    },
    observers: {
      value(value: unknown) {
        const text = asText(value)
        if (control(this).value !== text) control(this).value = text
      },
      placeholder(text: string) {
        control(this).placeholder = text
      },
      disabled(disabled: boolean) {
        control(this).disabled = disabled
        markState(this, 'disabled', disabled)
      },
      maxlength(length: number) {
        if (length >= 0) control(this).maxLength = length
        else control(this).removeAttribute('maxlength')
      },
      placeholderStyle(style: string) {
        setOwnStyle(this._$, '--placeholder-color', /color:\s*([^;]+)/.exec(style)?.[1] ?? '')
      },
      'focus, autoFocus'(focus: boolean, autoFocus: boolean) {
        if (focus || autoFocus) setTimeout(() => control(this).focus())
        else if (document.activeElement === control(this)) control(this).blur()
      },
      ariaLabel(label: string) {
        control(this).setAttribute('aria-label', label)
      },
      ...more,
    },
    lifetimes: {
      created() {
        const inner = addInner(this, name)
        inner.maxLength = this.data.maxlength
        defaultRole(this, 'none')
        listen(this, inner)
        onFormReset(elementOf(this), () => {
          inner.value = ''
          this.setData({ value: '' })
        })
      },
    },
  })
}

function listen(host: FieldHost, inner: Control) {
  let keyCode = 0
  inner.addEventListener('keydown', (event) => {
    keyCode = (event as KeyboardEvent).keyCode
    if ((event as KeyboardEvent).key !== 'Enter' || (event as KeyboardEvent).isComposing) return
    if (inner instanceof HTMLTextAreaElement && host.data.confirmType === 'return') return
    event.preventDefault()
    host.triggerEvent('confirm', { value: inner.value })
    if (!host.data.confirmHold) inner.blur()
  })
  inner.addEventListener('input', () => {
    host.setData({ value: inner.value })
    host.triggerEvent('input', { value: inner.value, cursor: inner.selectionStart ?? inner.value.length, keyCode })
  })
  inner.addEventListener('focus', () => host.triggerEvent('focus', { value: inner.value, height: 0 }))
  inner.addEventListener('blur', () => {
    host.triggerEvent('blur', { value: inner.value, cursor: inner.selectionStart ?? 0 })
  })
}

export const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value))
