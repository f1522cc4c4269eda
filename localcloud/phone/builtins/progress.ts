import { addInner, builtin, defaultRole, elementOf, innerOf } from './builtin'
import { setOwnStyle } from './ownStyle'

interface ProgressProperties {
  percent: number
  showInfo: boolean
}

export const progress = builtin<ProgressProperties>({
  properties: {
    percent: Number,
    showInfo: Boolean,
    borderRadius: null,
    fontSize: null,
    strokeWidth: { type: null, value: 6 },
    color: String,
    activeColor: { type: String, value: '#09bb07' },
    backgroundColor: { type: String, value: '#ebebeb' },
    active: Boolean,
    activeMode: String,
    duration: Number,
  },
  observers: {
    'percent, showInfo'(percent: number, showInfo: boolean) {
      const share = Math.min(100, Math.max(0, percent))
      setOwnStyle(this._$, '--progress', `${share}%`)
      elementOf(this).setAttribute('aria-valuenow', String(share))
      innerOf(this, 'span').textContent = showInfo ? `${share}%` : ''
    },
    'activeColor, color, backgroundColor, strokeWidth'(active: string, color: string, ground: string, width: number) {
      setOwnStyle(this._$, '--progress-color', color || active)
      setOwnStyle(this._$, '--progress-ground', ground)
      setOwnStyle(this._$, '--progress-width', `${Number.parseFloat(String(width))}px`)
    },
  },
  lifetimes: {
    created() {
      defaultRole(this, 'progressbar')
      addInner(this, 'div')
      addInner(this, 'span')
    },
  },
})
