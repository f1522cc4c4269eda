import { builtin, defaultRole, elementOf } from './builtin'
import { type HoverProperties, hoverProperties, watchHover } from './hover'

interface NavigatorProperties extends HoverProperties {
  url: string
  openType: string
  delta: number
}

type Navigate = (options: {
  url: string
  delta: number
  fail(error: unknown): void
  success(result: unknown): void
}) => void

export const navigator = builtin<NavigatorProperties>({
  properties: {
    ...hoverProperties('navigator-hover'),
    target: String,
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
  },
  lifetimes: {
    created() {
      defaultRole(this, 'link', true)
      watchHover(this)
      elementOf(this).addEventListener('click', () => {
        const { openType, url, delta } = this.data
        const api = openType === 'navigate' ? 'navigateTo' : openType === 'redirect' ? 'redirectTo' : openType
        const wx = (globalThis as unknown as { wx: Record<string, Navigate> }).wx
        wx[api]?.({
          url,
          delta,
          success: (result) => this.triggerEvent('success', result),
          fail: (error) => this.triggerEvent('fail', error),
        })
      })
    },
  },
})
