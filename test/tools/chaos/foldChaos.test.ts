import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { foldChaos, shardsChaos } from '../../../tools/chaos/fold/foldChaos'
import { playFold, playShards } from '../../../tools/chaos/fold/schedule'
import { mutated } from '../../../tools/chaos/mutate'
import { root } from '../../../tools/paths'

const SCHEDULES = 1000
const SHARDED_SCHEDULES = 300

describe('whatever happens to the workers, every batch is counted exactly once', () => {
  it('a thousand schedules give what a recount gives, byte for byte, before and after deletion', async () => {
    const killed = new Set<string>()
    const stood = new Set<string>()
    for (let seed = 0; seed < SCHEDULES; seed++) {
      const played = await playFold(seed)
      expect([seed, played.broken]).toEqual([seed, []])
      for (const call of played.killed) killed.add(call)
      for (const call of played.stood) stood.add(call)
    }
    // what a stale worker knew was written after others had folded more
    expect([...stood]).toEqual(expect.arrayContaining(['fold minutes.put', 'compact minutes.put']))
    // deleting, sealing and each write were among the calls at which somebody died
    expect([...killed]).toEqual(
      expect.arrayContaining([
        'fold batches.readMinute',
        'fold minutes.put',
        'fold heartbeats.beat',
        'compact minutes.put',
        'compact minutes.seal',
        'compact rollups.putHour',
        'compact rollups.putDay',
        'compact heartbeats.beatAll',
        'compact batches.removeReceivedBefore',
        'compact minutes.removeSealedBefore',
      ]),
    )
  })

  it('a schedule is the same whenever it is played', async () => {
    expect(await playFold(17)).toEqual(await playFold(17))
  })

  it('three hundred schedules in shards that become more and fewer, with calls doubled and killed, give the same', async () => {
    const killed = new Set<string>()
    for (let seed = 0; seed < SHARDED_SCHEDULES; seed++) {
      const played = await playShards(seed)
      expect([seed, played.broken]).toEqual([seed, []])
      for (const call of played.killed) killed.add(call)
    }
    expect([...killed]).toEqual(
      expect.arrayContaining([
        'deal directory.moveStore',
        'fold directory.noteAlsoIn',
        'fold minutes.put',
        'compact heartbeats.lease',
        'compact minutes.seal',
      ]),
    )
  })

  it.each([...foldChaos.mutants, ...shardsChaos.mutants])(
    'the mutant "$name" has its place in the code, once',
    (mutant) => {
      const text = readFileSync(join(root, mutant.file), 'utf8')
      expect(mutated(mutant, text)).not.toBe(text)
    },
  )
})
