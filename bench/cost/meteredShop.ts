import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalCloud, startLocalCloud } from '../../localcloud/localCloud'
import type { UsageReport } from '../../localcloud/meter/meter'
import { built } from '../../tools/build/freshness'
import { openShop, type WritePast } from '../../tools/start/openShop'

/** The SDK that the crowd's phones run. */
export const sdkFile = (): string => join(built('sdk'), 'kandian.js')

/** The sample shop in a local cloud with a frozen clock, and what its meter says. */
export interface MeteredShop {
  cloud: LocalCloud
  usage(): Promise<UsageReport>
  resetUsage(): Promise<void>
  close(): Promise<void>
}

/** @param startMs virtual start, epoch ms */
export async function openMeteredShop(
  startMs: number,
  past: ((cloud: LocalCloud, salt: string) => ReturnType<WritePast>) | null = null,
): Promise<MeteredShop> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-cost-'))
  const cloud = await startLocalCloud({
    folder,
    functions: [built('functions')],
    now: startMs,
    frozen: true,
    instancesPerFunction: 1,
  })
  await openShop(cloud, past === null ? null : (salt) => past(cloud, salt), () => {})
  // a shop as it is installed: probes are the owner's wish, and have their price in docs/adr/probes.md
  await cloud.database.handle({
    ...{ action: 'database.modifyDocument', collectionName: 'settings', queryType: 'WHERE', multi: false, merge: true },
    ...{ query: JSON.stringify({ _id: 'main' }), data: JSON.stringify({ $set: { probes: [] } }) },
  })
  const usage = async (method: string) => {
    const headers = { authorization: `Bearer ${cloud.token}` }
    return fetch(`${cloud.url}/_local/usage`, { method, headers })
  }
  return {
    cloud,
    usage: async () => (await (await usage('GET')).json()) as UsageReport,
    resetUsage: async () => void (await usage('DELETE')),
    close: async () => {
      await cloud.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
