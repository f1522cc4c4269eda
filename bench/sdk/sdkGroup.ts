import { join } from 'node:path'
import { sdkText } from '../../tools/build/sdkText'
import { root } from '../../tools/paths'
import type { Group } from '../harness/group'
import { addedCpu } from './addedCpu'
import { peerText, withAegis, withSdk } from './contestants'
import { gzipBytes } from './gzipBytes'
import { peerRows } from './peers'
import { errorBytes, requestBytes } from './wire'

const sdk = join(root, 'miniprogram', 'sdk')

/** What the SDK weighs on a phone, costs a request, and takes of the wire; beside it what the peer does. */
export const sdkGroup: Group = async function* () {
  const [core, all] = await Promise.all([sdkText(join(sdk, 'core.ts')), sdkText(join(sdk, 'whole.ts'))])
  yield { name: 'sdk.gzip.core', value: gzipBytes(core), target: 5120 }
  yield { name: 'sdk.gzip.all', value: gzipBytes(all), target: 8192 }
  yield { name: 'sdk.gzip.aegis', value: gzipBytes(peerText()) }
  const added = addedCpu(withSdk(all), withAegis())
  yield { name: 'sdk.cpu.request/aegis', ...added.ratio, target: 0.1 }
  yield { name: 'sdk.cpu.request.us', value: added.oursUs }
  yield { name: 'sdk.cpu.request.aegis.us', value: added.peersUs }
  yield { name: 'sdk.cpu.request.floor.us', value: added.floorUs }
  yield { name: 'sdk.wire.request', value: requestBytes(all), target: 25 }
  yield { name: 'sdk.wire.error', value: errorBytes(all), target: 700 }
  yield* peerRows()
}
