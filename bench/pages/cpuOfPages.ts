import type { RangeName } from '../../contract/pages/range'
import { answerQuery } from '../../core/query/answerQuery'
import { PageMemory } from '../../core/query/pageMemory'
import type { Database } from '../../localcloud/database/database'
import { sdkDatabase } from '../../test/conformance/sdkCloud'
import { person } from '../../test/fakes/alertedShop'

export interface AskedPage {
  kind: string
  store: string
  range: RangeName
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * CPU of a page's answer through the real SDK, in one process with the database and without what the database takes:
 * time waits for a loaded machine, CPU much less. The reply's way over HTTP is in it, on both of its sides.
 */
export async function cpuOfPages(database: Database, pages: readonly AskedPage[], nowMs: number): Promise<number[]> {
  let ofDatabase = 0
  const sdk = await sdkDatabase({
    handle: async (request) => {
      const startMs = cpuMs()
      const reply = await database.handle(request)
      ofDatabase += cpuMs() - startMs
      return reply
    },
  })
  try {
    const { cached, createGatheringPorts } = await import('../../adapters/createPorts')
    const ports = cached(createGatheringPorts())
    const viewer = { ...person('bench', 1), stores: [...new Set(pages.map(({ store }) => store))] }
    const memory = new PageMemory()
    const spent: number[] = []
    for (const page of pages) {
      // what an instance keeps of a store's past helps its second page: here every page is a first one
      memory.tiers.clear()
      ofDatabase = 0
      const startMs = cpuMs()
      const answer = await answerQuery(ports, viewer, page, nowMs, memory)
      if (!answer.ok) throw new Error(`${page.kind} ${page.range}: ${answer.error.message}`)
      spent.push(cpuMs() - startMs - ofDatabase)
    }
    return spent
  } finally {
    await sdk.close()
  }
}
