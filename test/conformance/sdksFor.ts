import tcb from '@cloudbase/node-sdk'
import cloud from 'wx-server-sdk'
import { pointSdkAt } from '../fakes/cloudInMemory/pointSdkAt'
import type { ConformanceCloud } from './conformanceCloud'
import type { SdkDatabase } from './database/databaseCase'

/** Both SDKs of this process, pointed at a cloud on this machine. */
export function sdksFor(
  environment: Parameters<typeof pointSdkAt>[0],
): Pick<ConformanceCloud, 'sdk' | 'db' | 'nodeSdk'> {
  pointSdkAt(environment)
  // Of a request that was cut the SDK says three seconds later, perhaps after the last test, that it is slow.
  console.warn = () => {}
  cloud.init({ env: environment.envId })
  const { envId, ...key } = environment
  return {
    sdk: cloud as unknown as ConformanceCloud['sdk'],
    db: cloud.database() as unknown as SdkDatabase,
    nodeSdk: tcb.init({ env: envId, ...key }),
  }
}
