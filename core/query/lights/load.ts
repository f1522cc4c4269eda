import { outcomeCode } from '../../../contract/outcomes'
import { type Judged, judged, type LightInput } from './lightInput'

const TIMEOUT = outcomeCode('timeout')
/** Timeouts of the cloud's functions that are no accident any more. */
const STUCK = 3
/** Visitors within this share of the usual are "as usual". */
const SAME = 0.25

/** 负载: how many come, and whether the cloud keeps up. */
export function loadLight({ recent, usual, learning, open }: LightInput): Judged {
  const stuck = recent.of(['call']).counts[TIMEOUT] ?? 0
  const minutes = recent.window.to - recent.window.from
  if (stuck >= STUCK) return judged('warn', `云端 ${minutes} 分钟卡住 ${stuck} 次`)
  const visitors = recent.of(['session']).total
  if (visitors === 0) return open ? judged('none', '这会儿没人进店，没数据') : judged('none', '打烊了，没人进店')
  const expected = learning ? null : usual.events('session', minutes)
  const came = `${minutes} 分钟来了 ${visitors} 位`
  if (expected === null || expected < 1) return judged('ok', `${came}，云端没卡`)
  const difference = visitors / expected - 1
  if (Math.abs(difference) <= SAME) return judged('ok', `${came}，和平时一样`)
  return judged('ok', `${came}，平时 ${Math.round(expected)} 位`)
}
