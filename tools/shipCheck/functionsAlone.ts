import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listFolders } from '../files'
import { functionsBuilt } from '../paths'
import { type Finding, found } from '../verify/check'

/** Longer than a cold start may ever take. */
const longestLoadMs = 15_000
const probe =
  "const { main } = require('./index.js'); if (typeof main !== 'function') throw new Error('exports no main')"

/** What a function finds on the platform; enough for cloud.init(), and nothing of this machine. */
const environment = {
  PATH: process.env.PATH ?? '',
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'ap-shanghai',
  SCF_NAMESPACE: 'ship-check',
  TCB_ENV: 'ship-check',
}

/** Loads every built function in an empty folder, as the platform does: alone, with no node_modules above it. */
export function checkFunctionsAlone(folder = functionsBuilt): Finding {
  const names = listFolders(folder)
  if (names.length === 0) return { ok: false, text: 'no function is built' }
  return found(
    names.flatMap((name) => loadAlone(join(folder, name)).map((problem) => `${name}: ${problem}`)),
    `${names.length} functions`,
  )
}

function loadAlone(folder: string): string[] {
  const empty = mkdtempSync(join(tmpdir(), 'kandian-alone-'))
  try {
    cpSync(folder, empty, { recursive: true })
    const words = { cwd: empty, env: environment, encoding: 'utf8', timeout: longestLoadMs } as const
    const { status, stderr } = spawnSync(process.execPath, ['-e', `${probe}; process.exit(0)`], words)
    if (status === 0) return []
    const reason = /^(?:\w*Error.*|.*SyntaxError.*)$/m.exec(stderr)?.[0] ?? stderr.trim().slice(0, 300)
    return [reason === '' ? 'did not load in time' : reason]
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
}
