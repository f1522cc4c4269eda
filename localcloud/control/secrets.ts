import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILES = { token: 'token', secretKey: 'secret-key' } as const

/** Reads one of the data folder's secrets, or makes it (readable by its owner only). */
function keptSecret(folder: string, name: keyof typeof FILES): string {
  const path = join(folder, FILES[name])
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  return known || rewrite(path, randomBytes(24).toString('base64url'))
}

function rewrite(path: string, secret: string): string {
  writeFileSync(path, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** The token of the control API (the given one is kept for next time) and the key that functions sign with. */
export function readSecrets(folder: string, givenToken: string | undefined): { token: string; secretKey: string } {
  const token = givenToken ? rewrite(join(folder, FILES.token), givenToken) : keptSecret(folder, 'token')
  return { token, secretKey: keptSecret(folder, 'secretKey') }
}
