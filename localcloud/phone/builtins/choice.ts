import { type Builtin, builtin, componentOf, defaultRole, elementOf, markState } from './builtin'
import { onFormReset } from './form'
import { setOwnStyle } from './ownStyle'

interface OptionProperties {
  value: string
  checked: boolean
  disabled: boolean
}

/** <checkbox> and <radio>: a tap on one is told to the group around it. */
function option(kind: 'checkbox' | 'radio'): Builtin {
  return builtin<OptionProperties>({
    properties: { value: String, checked: Boolean, disabled: Boolean, color: String },
    observers: {
      checked(checked: boolean) {
        markState(this, 'checked', checked)
        elementOf(this).setAttribute('aria-checked', String(checked))
      },
      disabled(disabled: boolean) {
        markState(this, 'disabled', disabled)
      },
      color(color: string) {
        setOwnStyle(this._$, '--option-color', color)
      },
    },
    lifetimes: {
      created() {
        const element = elementOf(this)
        defaultRole(this, kind, true)
        element.setAttribute('aria-checked', 'false')
        element.addEventListener('click', () => {
          if (this.data.disabled || (kind === 'radio' && this.data.checked)) return
          this.setData({ checked: !this.data.checked })
          element.dispatchEvent(new CustomEvent('wx-option', { bubbles: true }))
        })
        onFormReset(element, () => this.setData({ checked: false }))
      },
    },
  })
}

interface GroupProperties {
  value: string | string[]
}

function group(kind: 'checkbox' | 'radio'): Builtin {
  const optionsIn = (element: Element) =>
    [...element.querySelectorAll(`wx-${kind}`)].flatMap((one) => {
      const component = componentOf(one)
      return component ? [{ one, component, fields: component.data as unknown as OptionProperties }] : []
    })
  return builtin<GroupProperties>({
    properties: { name: String, value: null },
    lifetimes: {
      created() {
        const element = elementOf(this)
        defaultRole(this, kind === 'radio' ? 'radiogroup' : 'group')
        element.addEventListener('wx-option', (event) => {
          event.stopPropagation()
          const options = optionsIn(element)
          if (kind === 'radio') {
            for (const { one, component, fields } of options)
              if (one !== event.target && fields.checked) component.setData({ checked: false })
          }
          const chosen = options.filter(({ fields }) => fields.checked).map(({ fields }) => fields.value)
          const value = kind === 'radio' ? (chosen[0] ?? '') : chosen
          this.setData({ value })
          this.triggerEvent('change', { value })
        })
      },
      attached() {
        const chosen = optionsIn(elementOf(this)).filter(({ fields }) => fields.checked)
        const values = chosen.map(({ fields }) => fields.value)
        this.setData({ value: kind === 'radio' ? (values[0] ?? '') : values })
      },
    },
  })
}

export const checkbox = option('checkbox')
export const radio = option('radio')
export const checkboxGroup = group('checkbox')
export const radioGroup = group('radio')
