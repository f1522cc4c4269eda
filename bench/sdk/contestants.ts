import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../tools/paths'
import { type SimulatedPhone, simulatedPhone } from './simulatedPhone'

/** What an app does with an SDK, as far as we use it here. */
interface Sdk {
  init(options: { store: string }): void
  flush(): void
}

interface Aegis {
  default: new (options: Record<string, unknown>) => unknown
}

/** A phone whose app has our SDK. */
export function withSdk(text: string): SimulatedPhone & { sdk: Sdk } {
  const phone = simulatedPhone()
  const sdk = phone.load(text) as Sdk
  sdk.init({ store: 'bench' })
  return Object.assign(phone, { sdk })
}

export const peerText = (): string =>
  readFileSync(join(root, 'node_modules', 'aegis-mp-sdk', 'lib', 'aegis.min.js'), 'utf8')

/** A phone whose app has aegis-mp-sdk, measuring requests as its guide says. */
export function withAegis(): SimulatedPhone {
  const phone = simulatedPhone()
  const { default: Peer } = phone.load(peerText()) as Aegis
  new Peer({ id: 'bench', uin: 'somebody', reportApiSpeed: true })
  return phone
}
