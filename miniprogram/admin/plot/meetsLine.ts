import type { BandChart } from './bandChart'
import type { Box } from './marks'
import type { Scale } from './scale'

/** Between two points the line is looked at in so many places. */
const looks = 4

/** Whether a drawn line runs through a box, or nearer to it than `roomPx`. */
export function meetsLine(chart: BandChart, scale: Scale, box: Box, roomPx = 0): boolean {
  const inside = (x: number, y: number): boolean =>
    x > box.left - roomPx && x < box.right + roomPx && y > box.top - roomPx && y < box.bottom + roomPx
  const lines = [chart.today, chart.second?.amounts ?? [], chart.ahead?.amounts ?? []]
  return lines.some((amounts) =>
    amounts.some((amount, index) => {
      if (amount === null) return false
      const next = amounts[index + 1] ?? null
      const [x, y] = [scale.x(chart.at[index] ?? 0), scale.y(amount)]
      if (next === null) return inside(x, y)
      const [toX, toY] = [scale.x(chart.at[index + 1] ?? 0), scale.y(next)]
      for (let look = 0; look < looks; look += 1) {
        const share = look / looks
        if (inside(x + (toX - x) * share, y + (toY - y) * share)) return true
      }
      return false
    }),
  )
}
