import { addInner, builtin, defaultRole, elementOf, innerOf } from './builtin'
import { onFormReset } from './form'
import { setOwnStyle } from './ownStyle'

interface SliderProperties {
  value: number
  min: number
  max: number
  step: number
  showValue: boolean
}

export const slider = builtin<SliderProperties>({
  properties: {
    min: Number,
    max: { type: Number, value: 100 },
    step: { type: Number, value: 1 },
    value: Number,
    disabled: Boolean,
    activeColor: { type: String, value: '#1aad19' },
    backgroundColor: { type: String, value: '#e9e9e9' },
    selectedColor: String,
    color: String,
    blockSize: { type: Number, value: 28 },
    blockColor: { type: String, value: '#ffffff' },
    showValue: Boolean,
    name: String,
  },
  observers: {
    'min, max, step, value, showValue'(min: number, max: number, step: number, value: number, showValue: boolean) {
      const inner = innerOf(this, 'input')
      Object.assign(inner, { min: String(min), max: String(max), step: String(step), value: String(value) })
      innerOf(this, 'span').textContent = showValue ? String(value) : ''
    },
    disabled(disabled: boolean) {
      innerOf(this, 'input').disabled = disabled
    },
    'activeColor, selectedColor'(activeColor: string, selectedColor: string) {
      setOwnStyle(this._$, '--slider-color', selectedColor || activeColor)
    },
    ariaLabel(label: string) {
      innerOf(this, 'input').setAttribute('aria-label', label)
    },
  },
  lifetimes: {
    created() {
      const inner = addInner(this, 'input')
      inner.type = 'range'
      addInner(this, 'span')
      defaultRole(this, 'none')
      const tell = (name: 'changing' | 'change') => () => {
        this.setData({ value: Number(inner.value) })
        this.triggerEvent(name, { value: Number(inner.value) })
      }
      inner.addEventListener('input', tell('changing'))
      inner.addEventListener('change', tell('change'))
      onFormReset(elementOf(this), () => this.setData({ value: this.data.min }))
    },
  },
})
