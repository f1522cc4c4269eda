import { builtin, markState } from './builtin'
import { setOwnStyle } from './ownStyle'

export const pageContainer = builtin<{ show: boolean }>({
  properties: {
    show: Boolean,
    duration: { type: Number, value: 300 },
    zIndex: { type: Number, value: 100 },
    overlay: { type: Boolean, value: true },
    position: { type: String, value: 'bottom' },
    round: Boolean,
    closeOnSlideDown: Boolean,
    overlayStyle: String,
    customStyle: String,
  },
  observers: {
    show(show: boolean) {
      markState(this, 'show', show)
      for (const name of show ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave'])
        this.triggerEvent(name, {})
    },
    zIndex(zIndex: number) {
      setOwnStyle(this._$, 'z-index', String(zIndex))
    },
  },
})
