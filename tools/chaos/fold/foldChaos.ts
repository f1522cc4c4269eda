import type { ChaosArea } from '../runSchedules'
import { mutants } from './mutants'
import { playFold, playShards } from './schedule'
import { shardMutants } from './shardMutants'

export const foldChaos: ChaosArea = {
  name: 'fold',
  entry: 'tools/chaos/fold/schedule.ts',
  player: 'playFold',
  play: playFold,
  mutants,
}

/** The same in several shards. */
export const shardsChaos: ChaosArea = {
  name: 'shards',
  entry: 'tools/chaos/fold/schedule.ts',
  player: 'playShards',
  play: playShards,
  mutants: shardMutants,
}
