import { join } from 'node:path'
import { cloudForTest, START_MS, type TestCloud } from '../localcloud/cloudForTest'
import { conformanceCases } from './conformanceCases'
import type { ConformanceCloud } from './conformanceCloud'
import { conformanceCollections } from './databaseCases'
import { runCases } from './runCases'
import { sdksFor } from './sdksFor'

describe('the local cloud, through the real SDKs: HTTP, signatures and functions in their own processes', () => {
  let local: TestCloud
  let cloud: ConformanceCloud

  beforeAll(async () => {
    local = await cloudForTest({
      functions: [join(__dirname, 'functions')],
      collections: conformanceCollections,
      now: START_MS,
    })
    const fault = (action: string, effect: object) =>
      local.control('POST', 'faults', { match: { action }, effect, times: 1 }).then(() => undefined)
    cloud = {
      ...sdksFor(local.environment),
      breakNext: (action, errCode) => fault(action, { errCode }),
      cutNext: (action, when) => fault(action, when === 'before' ? { drop: true } : { loseReply: true }),
      accepted: async () => {
        await local.subscribe('o-guest', 'tmpl-normal', 'accept')
        const values = {
          thing1: '东门店',
          thing2: '支付失败',
          phrase3: '严重',
          thing4: '请看后台',
          time5: '2026-01-05 11:00',
        }
        const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]))
        return { touser: 'o-guest', templateId: 'tmpl-normal', page: 'pages/index/index', data }
      },
      judgesPermissions: true,
      knowsCallers: true,
    }
  })
  beforeEach(() => local.control('POST', 'reset'))
  afterAll(() => local.remove())

  runCases(conformanceCases, ['breakNext', 'cutNext', 'accepted', 'judgesPermissions', 'knowsCallers'], () => cloud)
})
