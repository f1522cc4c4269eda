import { component } from 'glass-easel-miniprogram-adapter'
import { equipCanvas } from '../runtime/canvasNode'
import { showPicture } from '../runtime/ui/picture'
import { ApiFailure, asyncApi, type Family } from './api'
import { type IntersectionOptions, PageIntersectionObserver } from './intersectionObserver'
import { type ComponentLike, SelectorQuery } from './selectorQuery'

interface Observing {
  createMediaQueryObserver(): unknown
}

/** Asking where things are, and canvases off the screen. */
export const drawingFamily: Family = ({ router }) => {
  const prototype = component.ComponentCaller.prototype as unknown as Record<string, unknown>
  // The adapter's own query knows no canvas nodes; its observer keeps the first sight to itself.
  prototype.createIntersectionObserver = function (this: ComponentLike, options?: IntersectionOptions) {
    return new PageIntersectionObserver(router, this, options)
  }
  prototype.createSelectorQuery = function (this: ComponentLike) {
    return new SelectorQuery(router, this)
  }
  return {
    createSelectorQuery: () => new SelectorQuery(router),
    createIntersectionObserver: (owner?: ComponentLike, options?: IntersectionOptions) =>
      new PageIntersectionObserver(router, owner, options),
    createMediaQueryObserver: (owner?: Observing) =>
      (owner ?? (router.top?.instance as Observing | undefined))?.createMediaQueryObserver(),
    createOffscreenCanvas: ({ width = 300, height = 150 }: { width?: number; height?: number } = {}) =>
      equipCanvas(Object.assign(document.createElement('canvas'), { width, height })),
    canvasToTempFilePath: asyncApi<{ canvas?: HTMLCanvasElement; fileType?: string; quality?: number }>(
      'canvasToTempFilePath',
      ({ canvas, fileType = 'png', quality }) => {
        if (!canvas) throw new ApiFailure('only canvas 2d nodes are in the phone shell')
        return { tempFilePath: canvas.toDataURL(`image/${fileType === 'jpg' ? 'jpeg' : fileType}`, quality) }
      },
    ),
    showShareImageMenu: asyncApi<{ path?: string }>('showShareImageMenu', async ({ path }) => {
      if (!path) throw new ApiFailure('path is missing')
      const chosen = await showPicture(path, ['发送给朋友', '保存图片'])
      if (chosen === null) throw new ApiFailure('cancel')
    }),
    saveImageToPhotosAlbum: asyncApi<{ filePath?: string }>('saveImageToPhotosAlbum', ({ filePath }) => {
      if (!filePath) throw new ApiFailure('filePath is missing')
      const link = Object.assign(document.createElement('a'), { href: filePath, download: `kandian-${Date.now()}.png` })
      link.click()
    }),
    getImageInfo: asyncApi<{ src: string }>('getImageInfo', async ({ src }) => {
      const image = new Image()
      image.src = src
      await image.decode()
      return { width: image.naturalWidth, height: image.naturalHeight, path: src, orientation: 'up', type: 'unknown' }
    }),
  }
}
