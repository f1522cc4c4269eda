import { fontPx, type Mark, type Tone } from './marks'
import type { Palette } from './palette'

/** A mark as graphic elements of an ECharts custom series. */
export function elementsOf(mark: Mark, palette: Palette): object[] {
  switch (mark.kind) {
    case 'line':
      return [lineElement(mark, palette)]
    case 'rect':
      return [{ type: 'rect', shape: mark, style: { fill: colourOf(mark.tone, palette) } }]
    case 'dot':
      return [
        { type: 'circle', shape: { cx: mark.x, cy: mark.y, r: 8 }, style: { fill: palette.c1, opacity: 0.18 } },
        {
          type: 'circle',
          shape: { cx: mark.x, cy: mark.y, r: 4.5 },
          style: { fill: palette.c1, stroke: palette.surface, lineWidth: 1.5 },
        },
      ]
    case 'triangle':
      return [triangleElement(mark, palette)]
    case 'hatch':
      return [hatchElement(mark.outline, palette)]
    case 'text':
      return [textElement(mark, palette)]
  }
}

const tones: Record<Tone, keyof Palette> = {
  grid: 'grid',
  axisLine: 'lineStrong',
  axis: 'axis',
  mark: 'mark',
  ink2: 'ink2',
  now: 'brandInk',
  second: 'c2',
  crit: 'crit',
  critWeak: 'critWeak',
  warn: 'warn',
  warnWeak: 'warnWeak',
}

const colourOf = (tone: Tone, palette: Palette): string => palette[tones[tone]]

const lineElement = (mark: Mark & { kind: 'line' }, palette: Palette): object => ({
  type: 'line',
  shape: mark,
  style: { stroke: colourOf(mark.tone, palette), lineWidth: 1, lineDash: mark.dashed ? [2, 3] : null },
})

const triangleElement = ({ x, y }: { x: number; y: number }, palette: Palette): object => ({
  type: 'polygon',
  shape: {
    points: [
      [x - 4, y - 6],
      [x + 4, y - 6],
      [x, y],
    ],
  },
  style: { fill: palette.mark },
})

const textElement = (mark: Mark & { kind: 'text' }, palette: Palette): object => ({
  type: 'text',
  x: mark.x,
  y: mark.y,
  style: {
    text: mark.text,
    fill: colourOf(mark.tone, palette),
    font: `${mark.bold ? '600 ' : ''}${fontPx}px sans-serif`,
    align: mark.align,
    verticalAlign: 'bottom',
    // a rim in the ground's colour keeps it readable over lines and band
    stroke: mark.tone === 'axis' ? undefined : palette.surface,
    lineWidth: mark.tone === 'axis' ? 0 : 3,
  },
})

/** 严重 is hatched as well as red. Strokes cut to the outline: works on a canvas without patterns, as WeChat's is. */
function hatchElement(outline: [number, number][], palette: Palette): object {
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const strokes: object[] = []
  for (let x = left - (bottom - top); x < right; x += 6) {
    const shape = { x1: x, y1: bottom, x2: x + bottom - top, y2: top }
    strokes.push({ type: 'line', shape, style: { stroke: palette.crit, lineWidth: 1.6 } })
  }
  return { type: 'group', clipPath: { type: 'polygon', shape: { points: outline } }, children: strokes }
}
