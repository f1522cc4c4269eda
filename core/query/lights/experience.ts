import { METRICS } from '../../../contract/metrics'
import { durationLight } from './durationLight'
import { ENOUGH, type Judged, judged, type LightInput } from './lightInput'

const QUANTILE = 0.75

const words = {
  fine: (seconds: string) => `顾客 ${seconds}看到菜单`,
  first: (seconds: string) => `${seconds}看到菜单`,
  slow: (seconds: string) => `要 ${seconds}才看到菜单`,
}

/** 体验: how long until a customer sees the menu; three of four are at least that fast. */
export function experienceLight({ recent, usual, learning, open }: LightInput): Judged {
  const launches = recent.of(['launch']).sketch
  if (launches === null || launches.count < ENOUGH)
    return judged('none', open ? '这会儿没几位打开，没数据' : '打烊了，没人打开')
  const usualMs = usual.quantile(['launch'], QUANTILE)
  const nowMs = launches.quantile(QUANTILE)
  return durationLight({ nowMs, usualMs, learning, thresholds: METRICS.launch.thresholds, words })
}
