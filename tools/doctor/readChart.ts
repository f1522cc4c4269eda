import { beatsOf, type StoredBeats } from '../../adapters/repositories/heartbeats'
import type { SettingsDocument } from '../../core/documents/settings'
import type { StoreDocument } from '../../core/documents/store'
import { runHeartbeat } from '../../core/rollup/heartbeatIds'
import { lookAt } from '../deploy/deploy'
import type { Environment } from '../deploy/environment'
import type { DeployedFunction } from '../deploy/functions'
import { schema } from '../deploy/migrations/migrations'
import type { Subject } from '../deploy/subject'
import type { EnvironmentChart } from './examineEnvironment'

const beatIds = [runHeartbeat('aggregate'), runHeartbeat('watchdog'), runHeartbeat('compact')]

/** Reads what the doctor looks at. @throws DeployError without login, permission or environment */
export async function readChart(
  environment: Environment,
  subject: Subject,
  functions: readonly DeployedFunction[],
  nowMs: number,
): Promise<EnvironmentChart> {
  const seen = await lookAt(environment, subject)
  const read = async <T>(name: string): Promise<T[]> =>
    seen.collections.has(name) ? ((await environment.readAfter(name, '')) as T[]) : []
  const settings = (await read<SettingsDocument>('settings')).find(({ _id }) => _id === 'main') ?? null
  const beats = beatsOf(await read<StoredBeats>('heartbeats'), beatIds)
  return { seen, subject, functions, settings, stores: await read<StoreDocument>('stores'), beats, schema, nowMs }
}
