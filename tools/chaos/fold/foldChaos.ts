import type { ChaosArea } from '../runSchedules'
import { mutants } from './mutants'
import { playFold } from './schedule'

export const foldChaos: ChaosArea = {
  name: 'fold',
  entry: 'tools/chaos/fold/schedule.ts',
  player: 'playFold',
  play: playFold,
  mutants,
}
