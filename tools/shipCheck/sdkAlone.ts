import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sdkBuilt } from '../paths'
import { type Finding, found } from '../verify/check'

/** The SDK is one file that needs nothing: it names no module, and loads where only plain JavaScript is. */
export function checkSdkAlone(folder = sdkBuilt): Finding {
  const file = join(folder, 'kandian.js')
  if (!existsSync(file)) return { ok: false, text: 'no SDK is built' }
  const code = readFileSync(file, 'utf8')
  const required = [...code.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map((match) => `requires ${match[1]}`)
  return found([...required, ...missingFace(code)])
}

function missingFace(code: string): string[] {
  const loaded: { exports: Record<string, unknown> } = { exports: {} }
  try {
    new Function('module', 'exports', code)(loaded, loaded.exports)
  } catch (error) {
    return [`does not load without a phone: ${(error as Error).message}`]
  }
  return ['init', 'track', 'order', 'flush', 'diagnose']
    .filter((name) => typeof loaded.exports[name] !== 'function')
    .map((name) => `exports no ${name}`)
}
