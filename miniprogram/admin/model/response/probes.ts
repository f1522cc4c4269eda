import type { ProbeRow } from '../../../../contract/pages/response'
import { clockTime } from '../../format/clockTime'

/** 定时探测: what was tried by itself, without a customer. */
export interface ProbesView {
  note: string
  rows: { name: string; strong: string; more: string }[]
}

/** null where no probe runs. */
export function probesView(probes: readonly ProbeRow[], zone: string): ProbesView | null {
  if (probes.length === 0) return null
  const often = Math.min(...probes.map(({ everyMinutes }) => everyMinutes))
  const runs = Math.max(...probes.map((probe) => probe.runs))
  return {
    note: `每 ${often} 分钟一遍，共 ${runs} 遍`,
    rows: probes.map(({ name, runs: tried, ok, failing }) => ({
      name,
      strong: tried === 0 ? '还没试过' : ok === tried ? `${tried} 遍都成` : `${ok} 遍成`,
      more: failing === null ? '' : `${clockTime(failing.since, zone)} 起 ${failing.runs} 遍没成`,
    })),
  }
}
