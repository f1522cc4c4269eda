import type { BatchV1 } from '../../contract/batch'
import { attempt } from './attempt'
import type { Host } from './host'
import type { Call, PhoneApi } from './phoneApi'

/** As WeChat says it: the cloud makes the contract's words of it (contract/schemas/batch.ts). */
export type Device = Partial<Record<keyof BatchV1['device'], unknown>>
export type App = Partial<Record<keyof BatchV1['app'], unknown>>

const ask = (host: Host, name: keyof PhoneApi, options?: object) =>
  Object(attempt(() => (host.api[name] as Call)(options)))

/** What kind of phone, never which phone. */
export function readDevice(host: Host): Device {
  const device: Device = {
    platform: ask(host, 'getDeviceInfo').platform,
    scene: ask(host, 'getEnterOptionsSync').scene,
  }
  ask(host, 'getDeviceBenchmarkInfo', {
    success: (info: unknown) => {
      device.class = Object(info).modelLevel
    },
  })
  return device
}

/** @param sdk version of this SDK */
export function readApp(host: Host, release: unknown, sdk: string): App {
  const known = Object(ask(host, 'getAccountInfoSync').miniProgram)
  return { release: String(release || known.version || 'unknown'), env: known.envVersion, sdk }
}
