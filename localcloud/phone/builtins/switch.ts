import { addInner, builtin, defaultRole, elementOf, innerOf, markState } from './builtin'
import { onFormReset } from './form'
import { setOwnStyle } from './ownStyle'

interface SwitchProperties {
  checked: boolean
  disabled: boolean
  value: boolean
}

export const switchTag = builtin<SwitchProperties>({
  properties: {
    checked: Boolean,
    disabled: Boolean,
    type: { type: String, value: 'switch' },
    color: String,
    name: String,
    value: null,
  },
  observers: {
    checked(checked: boolean) {
      innerOf(this, 'input').checked = checked
      this.setData({ value: checked })
    },
    disabled(disabled: boolean) {
      innerOf(this, 'input').disabled = disabled
      markState(this, 'disabled', disabled)
    },
    color(color: string) {
      setOwnStyle(this._$, '--switch-color', color || '#04be02')
    },
    ariaLabel(label: string) {
      innerOf(this, 'input').setAttribute('aria-label', label)
    },
  },
  lifetimes: {
    created() {
      const inner = addInner(this, 'input')
      inner.type = 'checkbox'
      inner.setAttribute('role', 'switch')
      defaultRole(this, 'none')
      this.setData({ value: false })
      inner.addEventListener('change', () => {
        this.setData({ checked: inner.checked })
        this.triggerEvent('change', { value: inner.checked })
      })
      // the tag takes the tap, not only the picture in it: room that a page gives it is room for the thumb
      elementOf(this).addEventListener('click', ({ target }) => {
        if (target === elementOf(this)) inner.click()
      })
      onFormReset(elementOf(this), () => this.setData({ checked: false }))
    },
  },
})
