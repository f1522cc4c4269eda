import { builtin, markState } from './builtin'

export const text = builtin({
  properties: {
    selectable: Boolean,
    userSelect: Boolean,
    space: String,
    decode: Boolean,
    overflow: String,
    maxLines: Number,
  },
  observers: {
    'selectable, userSelect'(selectable: boolean, userSelect: boolean) {
      markState(this, 'selectable', selectable || userSelect)
    },
    space(space: string) {
      markState(this, 'space', space)
    },
  },
})
