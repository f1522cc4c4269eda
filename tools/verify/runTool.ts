import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../paths'
import type { Finding } from './check'

/** Runs a Node program out of node_modules; its words become the finding's text when it fails. */
export function runTool(script: string, words: string[], cwd = root): Promise<Finding & { output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...words], { cwd, env })
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', (error) => resolve({ ok: false, text: error.message, output }))
    child.on('close', (code) => resolve(code === 0 ? { ok: true, output } : { ok: false, text: output.trim(), output }))
  })
}
