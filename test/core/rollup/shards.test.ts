import { foldedOf, homesOf, shardCount, shardFor, shardsOf } from '../../../core/rollup/shards'
import { DAY_MS, HOUR_MS } from '../../../core/time/units'
import { NOON } from '../../fakes/batches'

const STORES = Array.from({ length: 2000 }, (_, index) => `store${index}`)
const dealt = (shards: number) => STORES.map((store) => shardFor(store, shards))

describe('stores are dealt out to shards', () => {
  it.each([1, 2, 5, 16, 64])('over %i shards evenly: none has a third more than its share of 2,000', (shards) => {
    const counts = new Map<string, number>()
    for (const shard of dealt(shards)) counts.set(shard, (counts.get(shard) ?? 0) + 1)
    expect(counts.size).toBe(shards)
    const share = STORES.length / shards
    expect(Math.max(...counts.values())).toBeLessThan(share + Math.max(share / 3, 4 * Math.sqrt(share)))
  })

  it('one shard more takes its share, and nobody else moves', () => {
    const [before, after] = [dealt(7), dealt(8)]
    const moved = after.filter((shard, index) => shard !== before[index])
    expect(new Set(moved)).toEqual(new Set(['7']))
    expect(moved.length / STORES.length).toBeCloseTo(1 / 8, 1)
  })

  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
    [1.5, 1],
    [Number.NaN, 1],
    [1000, 64],
  ])('a setting of %d means %d', (setting, shards) => expect(shardCount(setting)).toBe(shards))
})

describe('a store that moved', () => {
  const store = { shard: '2', alsoIn: { 0: NOON + 3 * HOUR_MS } }

  it.each([
    ['before it moved', NOON - HOUR_MS, ['2', '0']],
    ['while batches may still come to the old shard', NOON + 2 * HOUR_MS, ['2', '0']],
    ['long after', NOON + 4 * HOUR_MS, ['2']],
  ])('is looked for %s in %j', (_, fromMs, homes) => expect(homesOf(store, fromMs)).toEqual(homes))

  it('is folded as far as both of its shards are, then as its own', () => {
    const beats = new Map([
      ['fold:0', { through: NOON + 1 }],
      ['fold:2', { through: NOON + 9 }],
    ])
    expect(foldedOf(beats, store, NOON)).toBe(NOON + 1)
    expect(foldedOf(beats, store, NOON + DAY_MS)).toBe(NOON + 9)
    expect(foldedOf(new Map(), store, NOON)).toBeNull()
  })

  it('keeps its old shard at work until what lies there is deleted', () => {
    const stores = [{ shard: '2', alsoIn: { 1: NOON } }]
    expect(shardsOf(stores, NOON + 10 * DAY_MS)).toEqual(['0', '1', '2'])
    expect(shardsOf(stores, NOON + 15 * DAY_MS)).toEqual(['0', '2'])
  })
})
