import { cloudInMemory } from '../fakes/cloudInMemory/cloudInMemory'
import { conformanceCases } from './conformanceCases'
import type { ConformanceCloud } from './conformanceCloud'
import { conformanceCollections } from './databaseCases'
import { runCases } from './runCases'
import { sdksFor } from './sdksFor'

/** What the fake's WeChat answers: enough to see both ends of a call. */
function send({ touser }: Record<string, unknown>): Record<string, unknown> {
  return touser === '' ? { errcode: 40003, errmsg: 'invalid openid' } : { errcode: 0, errmsg: 'ok', msgid: 42 }
}

describe('the cloud in memory, through the real SDKs', () => {
  let memory: Awaited<ReturnType<typeof cloudInMemory>>
  let cloud: ConformanceCloud

  beforeAll(async () => {
    memory = await cloudInMemory({
      collections: conformanceCollections,
      functions: { conformance: (event) => require('./functions/conformance/index.js').main(event) },
      openApis: { 'subscribeMessage.send': send },
    })
    cloud = { ...sdksFor(memory.environment), breakNext: memory.breakNext }
  })
  beforeEach(() => memory.reset())
  afterAll(() => memory.close())

  runCases(conformanceCases, ['breakNext'], () => cloud)
})
