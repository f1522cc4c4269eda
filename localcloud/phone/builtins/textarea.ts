import { type BuiltinHost, innerOf, markState } from './builtin'
import { asText, type FieldProperties, fieldDefinition } from './field'

export const textarea = fieldDefinition('textarea', {
  'autoHeight, value'(this: BuiltinHost<FieldProperties>, autoHeight: boolean, value: unknown) {
    markState(this, 'auto-height', autoHeight)
    const inner = innerOf(this, 'textarea')
    if (inner.value !== asText(value)) inner.value = asText(value)
    if (!autoHeight) return
    inner.style.height = '0'
    inner.style.height = `${inner.scrollHeight}px`
  },
})
