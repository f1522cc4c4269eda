import type { ProbeRow } from '../../../../contract/pages/response'

/** 定时探测: what was tried by itself, without a customer. */
export interface ProbesView {
  note: string
  rows: { name: string; strong: string; more: string }[]
}

/** null where no probe runs. */
export function probesView(probes: readonly ProbeRow[]): ProbesView | null {
  if (probes.length === 0) return null
  const runs = Math.max(...probes.map((probe) => probe.runs))
  return {
    note: `今天 ${runs} 遍`,
    rows: probes.map(({ name, runs: tried, ok, failing }) => ({
      name,
      strong: ok === tried ? `${tried} 遍都成` : `${ok} 遍成`,
      more: failing === null ? '' : `${failing.runs} 遍没成`,
    })),
  }
}
