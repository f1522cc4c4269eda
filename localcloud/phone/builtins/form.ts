import { builtin, componentOf, elementOf } from './builtin'

/** A form control's own reset, by its element. */
const resets = new WeakMap<Element, () => void>()

/** Registers what 清空 does to a control. */
export const onFormReset = (element: Element, reset: () => void) => resets.set(element, reset)

export const form = builtin({
  properties: { reportSubmit: Boolean, reportSubmitTimeout: Number },
  lifetimes: {
    created() {
      const element = elementOf(this)
      element.addEventListener('wx-form-submit', (event) => {
        event.stopPropagation()
        this.triggerEvent('submit', { value: collectValues(element) })
      })
      element.addEventListener('wx-form-reset', (event) => {
        event.stopPropagation()
        for (const control of element.querySelectorAll('*')) resets.get(control)?.()
        this.triggerEvent('reset', {})
      })
    },
  },
})

/** What a button with form-type does: tells the form around it. */
export function submitForm(button: Element, kind: 'submit' | 'reset') {
  button.dispatchEvent(new CustomEvent(`wx-form-${kind}`, { bubbles: true }))
}

/** Every control with a name, built-in or a component with wx://form-field. */
function collectValues(form: Element): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const element of form.querySelectorAll('*')) {
    const fields = componentOf(element)?.data as { name?: unknown; value?: unknown; checked?: unknown } | undefined
    const isControl = fields && 'name' in fields && ('value' in fields || 'checked' in fields)
    if (isControl && typeof fields.name === 'string' && fields.name)
      values[fields.name] = 'value' in fields ? fields.value : fields.checked
  }
  return values
}
