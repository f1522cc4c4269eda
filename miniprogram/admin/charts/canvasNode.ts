/** What a selector query gives for a canvas: enough to draw on, but not an element of a document. */
export interface CanvasNode {
  width: number
  height: number
  getContext(kind: '2d'): { font: string; measureText(text: string): { width: number } }
}

/** ECharts asks an element for a few more things. Touch is read by the page, so there is nothing to listen to. */
// biome-ignore lint/suspicious/noExplicitAny: ECharts' type is the browser's element, which this side has no types for
export function asElement(canvas: CanvasNode): any {
  return {
    getContext: (kind: '2d') => canvas.getContext(kind),
    get width() {
      return canvas.width
    },
    set width(px: number) {
      canvas.width = px
    },
    get height() {
      return canvas.height
    },
    set height(px: number) {
      canvas.height = px
    },
    addEventListener() {},
    removeEventListener() {},
  }
}
