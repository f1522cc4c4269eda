/** The door to ECharts. This file is bundled with the library into one file of the subpackage; nothing else names it. */
import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { type EChartsCoreOption, type EChartsType, init, setPlatformAPI, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { asElement, type CanvasNode } from './canvasNode'

use([LineChart, CustomChart, GridComponent, CanvasRenderer])

export interface Drawing {
  draw(option: object): void
  dispose(): void
}

/**
 * Prepares a canvas of WeChat's kind "2d" (or the shell's) for drawing.
 * @param width px
 * @param height px
 * @param pixelRatio device px per px
 */
export function startDrawing(canvas: CanvasNode, width: number, height: number, pixelRatio: number): Drawing {
  const context = canvas.getContext('2d')
  setPlatformAPI({
    createCanvas: () => asElement(canvas),
    measureText: (text, font) => {
      if (font !== undefined) context.font = font
      return context.measureText(text)
    },
  })
  const chart: EChartsType = init(asElement(canvas), null, {
    width,
    height,
    devicePixelRatio: pixelRatio,
    renderer: 'canvas',
  })
  return {
    draw: (option) => chart.setOption(option as EChartsCoreOption, { notMerge: true }),
    dispose: () => chart.dispose(),
  }
}
