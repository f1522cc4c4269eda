import type { ChaosArea } from '../runSchedules'
import { mutants } from './mutants'
import { playSchedule } from './schedule'

export const alertsChaos: ChaosArea = {
  name: 'alerts',
  entry: 'tools/chaos/alerts/schedule.ts',
  player: 'playSchedule',
  play: playSchedule,
  mutants,
}
