import type { CRUMB_KINDS } from '../../../../contract/crumbKinds'
import type { ErrorSample } from '../../../../contract/pages/errors'
import { clockSecond } from '../../format/clockTime'
import { outcomeWord } from '../../format/outcomeWords'
import type { PageQuery } from '../pageQuery'

interface Step {
  key: string
  clock: string
  text: string
  code: string
  /** failed: what was asked for did not go well */
  tone: 'plain' | 'failed' | 'error'
}

/** 这一次怎么走到的: one occurrence, its stack and the steps before it. */
export interface SampleView {
  /** from 0 */
  at: number
  count: number
  /** 2 / 5 */
  place: string
  about: string
  stack: { key: string; text: string; own: boolean }[]
  mapped: string
  steps: Step[]
  requests: string[]
}

const crumbWord: Record<(typeof CRUMB_KINDS)[number], string> = {
  page: '进入',
  tap: '点了',
  request: '请求',
  call: '调用',
  order: '下单',
  note: '记下',
}

const mostFrames = 12

/** null where no phone sent a sample. @param query which one: `sample`, from 0 */
export function sampleView(samples: readonly ErrorSample[], query: PageQuery, zone: string): SampleView | null {
  const at = Math.min(Math.max(0, Number(query.sample ?? 0) || 0), samples.length - 1)
  const sample = samples[at]
  if (sample === undefined) return null
  const frames = sample.stack.split('\n').filter((line) => line.trim() !== '')
  return {
    at,
    count: samples.length,
    place: `${at + 1} / ${samples.length}`,
    about: [sample.who === '' ? '' : `顾客 ${sample.who}`, ...sample.device, sample.release]
      .filter((word) => word !== '')
      .join('，'),
    stack: frames.slice(0, mostFrames).map((text, index) => ({
      key: `${index}`,
      text: text.trim().replace(/^at /, ''),
      own: !/node_modules|WAService|WASubContext|__APP__/.test(text),
    })),
    mapped: sample.mapped ? `已用 ${sample.release} 的源码映射还原` : '没有这个版本的源码映射，行号是打包后的',
    steps: [
      ...sample.crumbs.map((crumb, index) => stepOf(crumb, `${index}`, zone)),
      { key: 'end', clock: clockSecond(sample.at, zone), text: '报错', code: sample.message, tone: 'error' },
    ],
    requests: sample.requests,
  }
}

/** A step's text may end with how it ended: 'shop.pay timeout'. */
function stepOf({ at, kind, text }: ErrorSample['crumbs'][number], key: string, zone: string): Step {
  const [, label = text, outcome = ''] = /^(.*) ([a-z]+)$/.exec(text) ?? []
  const word = (outcomeWord as Record<string, string>)[outcome]
  const known = (crumbWord as Record<string, string>)[kind] ?? kind
  return {
    key,
    clock: clockSecond(at, zone),
    text: word === undefined ? known : `${known}，${word}`,
    code: word === undefined ? text : label,
    tone: word === undefined || outcome === 'ok' ? 'plain' : 'failed',
  }
}
