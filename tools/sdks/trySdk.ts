import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalCloud } from '../../localcloud/localCloud'

export interface Tryout {
  cases: number
  /** sentences: what did not work, and why */
  failed: string[]
}

/** Runs the tryout function in a local cloud with one version of wx-server-sdk, installed as a shop's own would be. */
export async function trySdk(version: string, say: (line: string) => void): Promise<Tryout> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-sdk-'))
  const home = join(folder, 'functions', 'tryout')
  cpSync(join(__dirname, 'tryout'), home, { recursive: true })
  writeFileSync(join(home, 'package.json'), JSON.stringify({ dependencies: { 'wx-server-sdk': version } }))
  const cloud = await startLocalCloud({
    folder: join(folder, 'data'),
    functions: [join(folder, 'functions')],
    collections: [{ name: 'notes', permission: 'ADMINONLY', indexes: [] }],
    onTrouble: say,
  })
  try {
    const { result } = await cloud.call('o-guest', 'tryout', {})
    return result as Tryout
  } finally {
    await cloud.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
