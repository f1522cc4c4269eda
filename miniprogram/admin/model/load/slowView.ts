import type { SlowQueries } from '../../../../contract/pages/load'
import { grouped } from '../../format/grouped'
import { seconds, secondsText } from '../../format/seconds'

/** 慢查询 */
export interface SlowView {
  /** how many; empty while there were none */
  count: string
  rows: { label: string; most: string; note: string }[]
  none: string
}

const mostRows = 5

export function slowView({ limitMs, count, rows }: SlowQueries): SlowView {
  const slow = rows.filter((row) => row.slow > 0)
  return {
    count: count === 0 ? '' : `${grouped(count)} 次`,
    rows: slow.slice(0, mostRows).map(({ label, slow: times, count: all, maxMs, p95Ms }) => ({
      label,
      most: `最慢 ${secondsText(maxMs)}`,
      note: `${grouped(all)} 次里慢了 ${grouped(times)} 次，95% 在 ${seconds(p95Ms)} 秒内`,
    })),
    none: count > 0 ? '' : `没有超过 ${limitMs / 1000} 秒的`,
  }
}
