import { imageAddress } from '../runtime/files'
import { addInner, builtin, innerOf, markState } from './builtin'

interface ImageProperties {
  src: string
  mode: string
}

export const image = builtin<ImageProperties>({
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    webp: Boolean,
    lazyLoad: Boolean,
    fadeIn: Boolean,
    showMenuByLongpress: Boolean,
    forceHttps: Boolean,
  },
  observers: {
    src(src: string) {
      const inner = innerOf(this, 'img')
      if (src) inner.src = imageAddress(src, this._$)
      else inner.removeAttribute('src')
    },
    mode(mode: string) {
      markState(this, 'mode', mode)
    },
    lazyLoad(lazy: boolean) {
      innerOf(this, 'img').loading = lazy ? 'lazy' : 'eager'
    },
    ariaLabel(label: string) {
      innerOf(this, 'img').alt = label
    },
  },
  lifetimes: {
    created() {
      const inner = addInner(this, 'img')
      inner.alt = ''
      inner.draggable = false
      markState(this, 'mode', this.data.mode)
      inner.addEventListener('load', () => {
        this.triggerEvent('load', { width: inner.naturalWidth, height: inner.naturalHeight })
      })
      inner.addEventListener('error', () => {
        this.triggerEvent('error', { errMsg: `GET ${this.data.src} 404 (Not Found)` })
      })
    },
  },
})

export const coverImage = image
