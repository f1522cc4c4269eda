import type { ProbeSetting, ShopSettings } from '../../../contract/pages/settings'

export interface ProbeListView {
  may: boolean
  rows: { id: string; name: string; note: string; wants: string }[]
}

/** What is tried on a timer in one store. */
export function probeListView({ probes, store, may }: ShopSettings): ProbeListView {
  const rows = (probes ?? [])
    .filter((probe) => probe.store === store.id)
    .map((probe) => ({
      id: probe.id,
      name: probe.name,
      note: `每 ${probe.everyMinutes} 分钟，${probe.target.kind === 'http' ? `${probe.target.method === 'POST' ? 'POST ' : ''}${hostOf(probe.target.url)}` : `云函数 ${probe.target.name}`}`,
      wants: wantsOf(probe),
    }))
  return { may: may.includes('probe'), rows }
}

const hostOf = (url: string): string => /^https?:\/\/([^?#]+)/.exec(url)?.[1] ?? url

function wantsOf({ expect: { withinMs, path, equals, status } }: ProbeSetting): string {
  const within = `${withinMs / 1000} 秒内回话${status === undefined ? '' : ` ${status}`}`
  if (path === undefined) return within
  return equals === undefined ? `${within}，要有 ${path}` : `${within}，${path} 要是 ${equals}`
}
