import { type BuiltinHost, innerOf } from './builtin'
import { type FieldProperties, fieldDefinition } from './field'

/** Keyboards of WeChat by the browser's input mode. */
const INPUT_MODE: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }

export const input = fieldDefinition('input', {
  'type, password'(this: BuiltinHost<FieldProperties>, type: string, password: boolean) {
    const inner = innerOf(this, 'input')
    inner.type = password || type === 'safe-password' ? 'password' : 'text'
    inner.inputMode = INPUT_MODE[type] ?? 'text'
  },
})
