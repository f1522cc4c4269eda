import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createDatabase, type Database } from '../../localcloud/database/database'
import { conformanceCollections, databaseCases, type SdkDatabase } from './databaseCases'
import { sdkDatabase } from './sdkCloud'

describe('the database of the local cloud, through the real SDK', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-conformance-'))
  let database: Database
  let sdk: { db: SdkDatabase; close(): Promise<void> }

  beforeAll(async () => {
    const warn = () => {}
    database = createDatabase({ folder, now: () => 1_790_000_000_000, collections: conformanceCollections, warn })
    sdk = await sdkDatabase(database)
  })

  beforeEach(() => database.reset())

  afterAll(async () => {
    await sdk.close()
    database.close()
    fs.rmSync(folder, { recursive: true })
  })

  test.each(databaseCases)('$name', async ({ run }) => {
    expect.hasAssertions()
    await run(sdk.db)
  })
})
