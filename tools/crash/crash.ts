import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkFile } from './checkFile'
import { bundleCloud, type CloudProcess, startCloudProcess } from './cloudProcess'
import { Ledger } from './ledger'
import { verify } from './verify'
import { wireClient } from './wireClient'
import { writeUntilKilled } from './writer'

const WRITERS = 16
/** Acknowledged calls between a start and the kill: so many at least, and up to as many again, by chance. */
const ACKED_BEFORE_KILL = 55

export interface CrashResult {
  acked: number
  lost: number
  /** `ok`, or what is wrong. */
  integrity: string
}

/** Kills a cloud in the middle of its writers' work, again and again on the same folder, and counts what is missing. */
export async function crash(kills: number, say: (line: string) => void): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-crash-'))
  const script = bundleCloud()
  const ledger = new Ledger()
  try {
    for (let life = 1; life <= kills; life++) {
      await liveAndDie(await startCloudProcess(script, folder), life, ledger)
      if (life % 10 === 0 || life === kills) say(`kill ${life} of ${kills}: acked=${ledger.acked}`)
    }
    const { lost, torn } = await lookAfterwards(await startCloudProcess(script, folder), ledger)
    const file = checkFile(join(folder, 'database', 'cloud.db'))
    return { acked: ledger.acked, lost, integrity: torn === 0 ? file : `torn: ${torn} transactions are there by half` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function liveAndDie(cloud: CloudProcess, life: number, ledger: Ledger): Promise<void> {
  const client = wireClient(cloud.address)
  const enough = ledger.acked + ACKED_BEFORE_KILL * (1 + Math.random())
  let killing: Promise<void> | undefined
  const watched: typeof client.ask = async (action, fields) => {
    if (ledger.acked >= enough) killing ??= cloud.kill()
    return client.ask(action, fields)
  }
  const writers = Array.from({ length: WRITERS }, (_, i) => writeUntilKilled(`w${i}`, life, watched, ledger))
  try {
    await Promise.all(writers)
  } finally {
    await (killing ?? cloud.kill())
    client.close()
  }
}

async function lookAfterwards(cloud: CloudProcess, ledger: Ledger) {
  const client = wireClient(cloud.address)
  try {
    return await verify(ledger, client.ask)
  } finally {
    client.close()
    await cloud.kill()
  }
}
