import type { BatchV1 } from '../../contract/batch'
import { attempt } from './attempt'
import type { Host } from './host'
import { cut } from './text/scrub'

type Device = BatchV1['device']
type App = BatchV1['app']

const platforms = ['ios', 'android', 'ohos', 'windows', 'mac', 'devtools', 'other'] as const
const networks = ['wifi', '5g', '4g', '3g', '2g', 'none', 'unknown'] as const
/** by WeChat's modelLevel: 0 unknown, 1 high, 2 middle, 3 low */
const classes = ['unknown', 'high', 'mid', 'low'] as const
const environments = ['release', 'trial', 'develop'] as const

/** One of the closed list, or the last of it. */
function oneOf<T extends string>(list: readonly T[], word: unknown): T {
  return list.find((known) => known === word) ?? (list[list.length - 1] as T)
}

/** What kind of phone, never which phone. Asked once; the network is kept up to date. */
export function readDevice({ api }: Host): Device {
  const scene = Number(attempt(() => api.getEnterOptionsSync?.().scene))
  const device: Device = {
    platform: oneOf(
      platforms,
      attempt(() => api.getDeviceInfo?.().platform),
    ),
    class: 'unknown',
    network: 'unknown',
    scene: scene > 0 && scene < 100_000 ? Math.floor(scene) : 0,
  }
  const online = (event: { networkType?: string } | undefined) => {
    device.network = oneOf(networks, event?.networkType)
  }
  attempt(() => api.getNetworkType?.({ success: online }))
  attempt(() => api.onNetworkStatusChange?.(online))
  attempt(() =>
    api.getDeviceBenchmarkInfo?.({
      success: (info?: { modelLevel?: number }) => {
        device.class = classes[info?.modelLevel ?? 0] ?? 'unknown'
      },
    }),
  )
  return device
}

/** @param sdk version of this SDK */
export function readApp({ api }: Host, release: unknown, sdk: string): App {
  const account = attempt(() => api.getAccountInfoSync?.().miniProgram)
  const env = account?.envVersion
  return {
    release: cut(String(release || account?.version || 'unknown'), 64),
    env: env === undefined ? 'release' : oneOf(environments, env),
    sdk,
  }
}
