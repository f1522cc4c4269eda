import type { BatchV1 } from '../../contract/batch'
import { attempt } from './attempt'
import type { Host } from './host'
import type { Call, PhoneApi } from './phoneApi'
import { cut } from './text/scrub'

export type Device = BatchV1['device']
export type App = BatchV1['app']

const ask = (host: Host, name: keyof PhoneApi, options?: object) =>
  Object(attempt(() => (host.api[name] as Call)(options)))

/** What kind of phone, never which phone. Words that are not in the contract's lists are the cloud's to judge. */
export function readDevice(host: Host): Device {
  const device: Device = {
    platform: ask(host, 'getDeviceInfo').platform || 'other',
    class: 'unknown',
    network: 'unknown',
    scene: ask(host, 'getEnterOptionsSync').scene & 0xffff,
  }
  ask(host, 'getDeviceBenchmarkInfo', {
    success: (info: unknown) => {
      /** 1 high, 2 middle, 3 low */
      device.class = (['unknown', 'high', 'mid', 'low'] as const)[Object(info).modelLevel as 0] || 'unknown'
    },
  })
  return device
}

/** @param sdk version of this SDK */
export function readApp(host: Host, release: unknown, sdk: string): App {
  const known = Object(ask(host, 'getAccountInfoSync').miniProgram)
  return { release: cut(release || known.version || 'unknown', 64), env: known.envVersion || 'release', sdk }
}
