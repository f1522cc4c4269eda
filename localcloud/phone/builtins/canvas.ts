import { equipCanvas } from '../runtime/canvasNode'
import { notInShell } from '../runtime/loud'
import { addInner, builtin } from './builtin'

interface CanvasProperties {
  type: string
  canvasId: string
}

export const canvas = builtin<CanvasProperties>({
  properties: { type: String, canvasId: String, disableScroll: Boolean },
  lifetimes: {
    created() {
      equipCanvas(addInner(this, 'canvas'))
    },
    attached() {
      if (this.data.type !== '2d')
        notInShell(`<canvas type="${this.data.type}" canvas-id="${this.data.canvasId}">: only type="2d"`)
    },
  },
})
