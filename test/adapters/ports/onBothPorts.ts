import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { decodedHour, type StoredHour } from '../../../adapters/repositories/orders'
import type { SourceMapIndexDocument, SourceMapPartDocument } from '../../../core/errors/sourceMaps/documents'
import type { Ports } from '../../../core/ports'
import { collections } from '../../../database/collections'
import { createDatabase, type Database } from '../../../localcloud/database/database'
import { sdkDatabase } from '../../conformance/sdkCloud'
import { NOON } from '../../fakes/batches'
import { fakePorts } from '../../fakes/ports'

/** Ports with a clock of their own: the database's, which says when a batch was received. */
interface Subject {
  ports: Ports
  setTime(ms: number): void
  putOrder(order: { _id: string } & Record<string, unknown>): Promise<void>
  /** as an older version wrote it */
  putOrderHour(document: StoredHour): Promise<void>
  putSourceMap(document: SourceMapIndexDocument | SourceMapPartDocument): Promise<void>
  reset(): void
  close(): Promise<void>
}

const fake = async (): Promise<Subject> => {
  let subject = fakePorts(NOON)
  const ports = new Proxy({} as Ports, { get: (_, name: keyof Ports) => subject[name] })
  return {
    ports,
    setTime: (ms) => {
      subject.clock.now = ms
    },
    putOrder: async (order) => {
      subject.store.orders.push(order)
    },
    putOrderHour: async (document) => void subject.store.orderHours.set(document._id, decodedHour(document)),
    putSourceMap: async (document) => void subject.store.sourceMaps.set(document._id, document),
    reset: () => {
      subject = fakePorts(NOON)
    },
    close: async () => {},
  }
}

const real = async (): Promise<Subject> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-ports-'))
  let now = NOON
  const database: Database = createDatabase({ folder, now: () => now, collections, warn: () => {} })
  const sdk = await sdkDatabase(database)
  const { createPorts } = await import('../../../adapters/createPorts')
  const { db } = await import('../../../adapters/cloud')
  return {
    ports: createPorts(),
    setTime: (ms) => {
      now = ms
    },
    putOrder: async (order) => {
      await db.collection('orders').add({ data: order })
    },
    putOrderHour: async (document) => void (await db.collection('orderHours').add({ data: document })),
    putSourceMap: async (document) => void (await db.collection('sourceMaps').add({ data: document })),
    reset: () => {
      now = NOON
      database.reset()
    },
    close: async () => {
      await sdk.close()
      database.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}

/** Says the same of the ports in memory and of those on WeChat Cloud. Each test finds them empty, at noon. */
export function onBothPorts(tests: (ports: Ports, subject: Subject) => void): void {
  describe.each([
    ['in memory', fake],
    ['on WeChat Cloud', real],
  ])('ports %s', (_, make) => {
    const subject = {} as Subject
    beforeAll(async () => void Object.assign(subject, await make()))
    beforeEach(() => subject.reset())
    afterAll(() => subject.close())
    tests(new Proxy({} as Ports, { get: (_target, name: keyof Ports) => subject.ports[name] }), subject)
  })
}
