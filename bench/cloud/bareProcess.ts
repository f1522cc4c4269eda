import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A function's handler in a process of its own, reached over bare IPC. */
export async function bareProcess(handler: string, environment: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env
  const child = fork(join(__dirname, 'handlerChild.cjs'), [handler], {
    env: { PATH, HOME, ...environment },
    execArgv: [],
  })
  const next = () => new Promise<unknown>((resolve) => child.once('message', resolve))
  await next()
  return {
    async call(event: object): Promise<unknown> {
      const answer = next()
      child.send(event)
      return answer
    },
    close: () => child.disconnect(),
  }
}
