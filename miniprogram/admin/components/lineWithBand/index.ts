import type { CanvasNode } from '../../charts/canvasNode'
import { type Drawing, startDrawing } from '../../charts/engine'
import { type BandChart, hasNames } from '../../plot/bandChart'
import { bandOption } from '../../plot/option'
import { palettes } from '../../plot/palette'
import { type Reading, readingAt } from '../../plot/reading'
import { type Scale, scaleOf } from '../../plot/scale'
import { spokenChart } from '../../plot/spoken'
import { currentTheme, onTheme } from '../../services/theme'

interface Canvas {
  drawing: Drawing
  width: number
  height: number
  /** px from the window's left edge */
  left: number
}

/** Room for the names of incidents and events above the plot. */
const heightOf = (chart: BandChart): number => (hasNames(chart) ? 160 : 146)

/** Today's line before the band of earlier weeks. Touching it reads the values into the title row. */
Component({
  properties: { chart: { type: Object, value: {} } },
  data: { heightPx: 146, spoken: '', reading: null as Reading | null },
  lifetimes: {
    ready() {
      this.prepare()
      this.instance().stopTheme = onTheme(() => this.paint())
    },
    detached() {
      this.instance().stopTheme?.()
      this.instance().canvas?.drawing.dispose()
    },
  },
  observers: {
    chart(chart: BandChart) {
      if (chart === null || chart.at === undefined) return
      const heightPx = heightOf(chart)
      this.setData({ heightPx, spoken: spokenChart(chart) })
      if (this.instance().canvas?.height === heightPx) this.paint()
      else if (this.instance().canvas !== undefined) wx.nextTick(() => this.prepare())
    },
  },
  methods: {
    /** What belongs to this component and no template shows. */
    instance() {
      return this as unknown as { canvas?: Canvas; scale?: Scale; painted?: string; stopTheme?: () => void }
    },
    chartNow() {
      return this.properties.chart as unknown as BandChart
    },
    /** Finds the canvas of its present size and draws. */
    prepare() {
      const place = this.createSelectorQuery()
      place.select('.canvas').fields({ node: true, size: true, rect: true })
      place.exec(([found]) => {
        const { node, width, height, left } = (found ?? {}) as Record<'width' | 'height' | 'left', number> & {
          node?: CanvasNode
        }
        if (node === undefined || !width || !height) return
        this.instance().canvas?.drawing.dispose()
        const { pixelRatio } = wx.getWindowInfo()
        this.instance().canvas = { drawing: startDrawing(node, width, height, pixelRatio), width, height, left }
        this.instance().painted = ''
        this.paint()
      })
    },
    paint() {
      const { canvas, painted } = this.instance()
      const chart = this.chartNow()
      if (canvas === undefined || chart?.at === undefined) return
      const theme = currentTheme()
      const picture = theme + JSON.stringify(chart)
      if (picture === painted) return
      const scale = scaleOf(chart, canvas.width, canvas.height)
      canvas.drawing.draw(bandOption(chart, scale, palettes[theme]))
      Object.assign(this.instance(), { scale, painted: picture })
    },
    touch(event: WechatMiniprogram.TouchEvent) {
      const { canvas, scale } = this.instance()
      const finger = event.touches[0]
      if (canvas === undefined || scale === undefined || finger === undefined) return
      this.setData({ reading: readingAt(this.chartNow(), scale, finger.clientX - canvas.left) })
    },
    release() {
      this.setData({ reading: null })
    },
  },
})
