import { DAY_MS } from '../../../core/time/units'
import { Ledger } from '../../../tools/deploy/ledger'
import { oldMapsStep, RELEASES_KEPT } from '../../../tools/deploy/oldMapsStep'
import { sourceMapsStep } from '../../../tools/deploy/sourceMapsStep'
import { heldEnvironment } from './heldEnvironment'

const NOW = 1_790_000_000_000
const maps = [{ file: 'app-service.js', sources: ['src/cart.ts'], names: [], lines: [[[0, 0, 0, 0]]] }]
const releases = Array.from({ length: RELEASES_KEPT + 3 }, (_, minor) => `1.${minor}.0`)

test('maps of old releases go, but for those whose errors are still seen', async () => {
  const place = await heldEnvironment()
  try {
    const environment = place.open('shop-1a2b')
    for (const name of ['settings', 'sourceMaps', 'issues']) await environment.createCollection(name)
    for (const [release, lastAt] of [
      ['1.0.0', NOW - DAY_MS],
      ['1.1.0', NOW - 100 * DAY_MS],
    ] as const) {
      await environment.putDocument('issues', { _id: `wensan:${release}`, lastAt, sample: { release } } as never)
    }
    const ledger = new Ledger()
    ledger.open({ deployed: null, hasSettings: false } as never, environment, 1)
    const forgotten: string[] = []
    const old = oldMapsStep(releases, { nowMs: NOW, ledger, forget: (release) => forgotten.push(release) })
    for (const release of releases) await sourceMapsStep(release, maps, ledger).run(environment)
    expect(await old.run(environment)).toBe('removed 1.1.0, 1.2.0')

    const stored = await place.documents<{ release: string }>('sourceMaps')
    const left = releases.filter((release) => !['1.1.0', '1.2.0'].includes(release))
    expect([...new Set(stored.map(({ release }) => release))].sort()).toEqual([...left].sort())
    expect(forgotten).toEqual(['1.1.0', '1.2.0'])
    expect(ledger.knows('maps 1.1.0')).toBe(false)
    // of eleven releases the oldest is still seen
    const again = oldMapsStep(left, { nowMs: NOW, ledger, forget: (release) => forgotten.push(release) })
    expect(await again.run(environment)).toBe('errors of all of them are still seen')
    expect(forgotten).toHaveLength(2)
  } finally {
    await place.remove()
  }
})

test('a shop with few releases has nothing to remove', () => {
  const step = oldMapsStep(['1.0.0'], { nowMs: NOW, ledger: new Ledger(), forget: () => {} })
  expect(step.isDone?.({} as never)).toBe(true)
})
