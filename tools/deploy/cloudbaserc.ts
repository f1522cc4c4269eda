import { join } from 'node:path'
import { root } from '../paths'
import type { DeployedFunction } from './functions'

export const cloudbaserc = join(root, 'cloudbaserc.json')

/** The text of cloudbaserc.json: what `tcb fn deploy` reads, out of each function's own config.json. */
export function cloudbasercText(functions: DeployedFunction[], functionRoot = 'dist/cloudfunctions'): string {
  const config = {
    version: '2.0',
    envId: '{{env.TCB_ENV}}',
    functionRoot,
    functions: functions.map(({ name, runtime, timeoutSeconds, memoryMb, timers }) => ({
      name,
      handler: 'index.main',
      runtime,
      timeout: timeoutSeconds,
      memorySize: memoryMb,
      installDependency: false,
      triggers: timers.map((timer) => ({ name: timer.name, type: 'timer', config: timer.cron })),
    })),
  }
  return `${JSON.stringify(config, null, 2)}\n`
}
