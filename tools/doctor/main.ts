import { openWechatEnvironment } from '../deploy/wechatEnvironment'
import { examineAll } from './examineAll'

/**
 * `npm run doctor [-- --app DIR] [--env ENV] [--port N] [--data DIR]`: what is wrong with this machine, with a project,
 * with an environment. Node and dependencies were seen before.
 */
async function main(): Promise<void> {
  const isWell = await examineAll(process.argv.slice(2), {
    variables: process.env,
    openEnvironment: openWechatEnvironment,
    nowMs: Date.now(),
    say: console.log,
  })
  if (!isWell) process.exitCode = 1
}

// the SDK keeps timers that would hold the command for a minute
void main().finally(() => process.exit())
