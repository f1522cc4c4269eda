/** Gives a canvas the methods that WeChat's canvas node has beyond the browser's. */
export function equipCanvas<T extends HTMLCanvasElement | OffscreenCanvas>(canvas: T): T {
  return Object.assign(canvas, {
    createImage: () => new Image(),
    createImageData: (width: number, height: number) => new ImageData(width, height),
    createPath2D: (path?: Path2D) => new Path2D(path),
    requestAnimationFrame: (run: FrameRequestCallback) => requestAnimationFrame(run),
    cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
  })
}
