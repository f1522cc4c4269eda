import { builtin } from './builtin'
import { type HoverProperties, hoverProperties, watchHover } from './hover'

export const view = builtin<HoverProperties>({
  properties: { ...hoverProperties(), animation: null },
  lifetimes: {
    created() {
      watchHover(this)
    },
  },
})

export const coverView = view

/** Drawn where it stands: fixed children already belong to the page's own frame. */
export const rootPortal = builtin({ properties: { enable: { type: Boolean, value: true } } })
