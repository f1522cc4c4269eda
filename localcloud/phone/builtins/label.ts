import { builtin, elementOf } from './builtin'

const CONTROLS = 'wx-checkbox, wx-radio, wx-switch > input, wx-button, wx-input > input, wx-textarea > textarea'

interface LabelProperties {
  for: string
}

export const label = builtin<LabelProperties>({
  properties: { for: String },
  lifetimes: {
    created() {
      const element = elementOf(this)
      element.addEventListener('click', (event) => {
        if ((event.target as Element).closest(CONTROLS)) return
        const holder = this.data.for ? document.querySelector(`[id$="--${CSS.escape(this.data.for)}"]`) : element
        const control = holder?.matches(CONTROLS) ? holder : holder?.querySelector(CONTROLS)
        if (!(control instanceof HTMLElement)) return
        if (control.matches('wx-input > input, wx-textarea > textarea')) control.focus()
        else control.click()
      })
    },
  },
})
