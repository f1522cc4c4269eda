import type { BandChart } from './bandChart'
import type { Box } from './marks'
import type { Scale } from './scale'

/** Whether today's line runs through a box, or nearer to it than `roomPx`. */
export const meetsLine = (chart: BandChart, scale: Scale, box: Box, roomPx = 0): boolean =>
  chart.today.some((amount, index) => {
    if (amount === null) return false
    const [x, y] = [scale.x(chart.at[index] ?? 0), scale.y(amount)]
    const across = x > box.left - roomPx && x < box.right + roomPx
    return across && y > box.top - roomPx && y < box.bottom + roomPx
  })
