import { join } from 'node:path'
import { root } from '../../tools/paths'
import { cloudForTest } from '../localcloud/cloudForTest'

/** `npm run sdks` runs the same function with every generation of the SDK, from the registry. */
test('the tryout of npm run sdks works with the SDK that is installed here, and says what does not', async () => {
  const cloud = await cloudForTest({ functions: [join(root, 'tools/sdks')] })
  try {
    expect((await cloud.call('o-guest', 'tryout', {})).result).toEqual({ cases: 13, failed: [] })
    const stranger = (await cloud.call('o-stranger', 'tryout', {})).result as { failed: string[] }
    expect(stranger.failed.at(-1)).toMatch(/^it knows who called: .*o-stranger/)
  } finally {
    await cloud.remove()
  }
})
