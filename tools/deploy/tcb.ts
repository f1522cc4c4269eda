import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../paths'

/** Where the `tcb` command of @cloudbase/cli is installed. */
export function tcbScript(): string {
  const manifest = join(root, 'node_modules', '@cloudbase', 'cli', 'package.json')
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { tcb: string } }
  return join(dirname(manifest), bin.tcb)
}

/**
 * Runs `tcb` in a folder, the project's when no other is given, where it finds cloudbaserc.json. It must not ask: it has no input.
 * @throws Error with the last lines it said, when it fails.
 */
export function runTcb(words: string[], environment: string, script = tcbScript(), cwd = root): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TCB_ENV: environment, CI: 'true' }
    const child = spawn(process.execPath, [script, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`tcb ${words[0]} ${words[1] ?? ''}: ${output.trim().split('\n').slice(-5).join('\n')}`))
    })
  })
}
