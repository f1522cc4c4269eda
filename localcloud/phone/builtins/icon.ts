import { builtin, elementOf, markState } from './builtin'
import { setOwnStyle } from './ownStyle'

/** WeChat's nine icons as one character each, in its colours. */
const ICONS: Record<string, [sign: string, color: string]> = {
  success: ['✓', '#09bb07'],
  success_no_circle: ['✓', '#09bb07'],
  info: ['i', '#10aeff'],
  warn: ['!', '#f76260'],
  waiting: ['⏱', '#10aeff'],
  cancel: ['×', '#f43530'],
  download: ['↓', '#09bb07'],
  search: ['⌕', '#b2b2b2'],
  clear: ['×', '#b2b2b2'],
}

interface IconProperties {
  type: string
  size: number | string
  color: string
}

export const icon = builtin<IconProperties>({
  properties: { type: String, size: { type: null, value: 23 }, color: String },
  observers: {
    'type, size, color'(type: string, size: number | string, color: string) {
      const [sign, ownColor] = ICONS[type] ?? ['?', '#f43530']
      elementOf(this).textContent = sign
      setOwnStyle(this._$, '--icon-size', Number.isNaN(Number(size)) ? String(size) : `${size}px`)
      setOwnStyle(this._$, '--icon-color', color || ownColor)
      markState(this, 'plain', type === 'success_no_circle' || type === 'search')
    },
  },
})
