import type { ContextName } from '../../../../contract/pages/parts'
import type { Consistency } from '../../../../contract/pages/response'
import { wholePercent } from '../../format/percent'
import { spaced } from '../../format/spaced'
import { type Bar, bar } from '../bars'

/** 稳不稳: how unlike each other the answers are, and what goes with it. */
export interface Steadiness {
  note: string
  sentence: string
  title: string
  rows: Bar[]
}

export const contextName: Record<ContextName, string> = {
  api: '接口',
  network: '网络',
  device: '机型',
  platform: '系统',
  release: '版本',
  region: '地区',
  carrier: '运营商',
  area: '片区',
  hour: '时段',
  load: '忙闲',
}

/** Under this it reads 0 %, and is left out. */
const shown = 0.005
/** Under this a context explains nothing worth a headline. */
const telling = 0.05

export function steadinessOf({ variation, tailRatio, before, contributions, unexplained }: Consistency): Steadiness {
  const [first] = contributions
  const largest = Math.max(first?.share ?? 0, unexplained, 0.01)
  const rowOf = (name: string, share: number, note: string, loud: boolean): Bar =>
    bar(name, share / largest, wholePercent(share), {
      tone: loud ? 'now' : 'quiet',
      strong: loud,
      note,
      noteWidth: 104,
      amountWidth: 40,
    })
  const main = first !== undefined && first.share >= telling ? first : null
  const rows = contributions
    .filter(({ share }) => share >= shown)
    .map(({ context, share, evidence }, index) =>
      rowOf(contextName[context], share, spaced(evidence), index === 0 && main !== null),
    )
  const was = before === null ? '' : `${before.label} ${times(before.tailRatio)} 倍。`
  const waveBefore = before === null ? '' : `，${before.label} ${before.variation.toFixed(2)}`
  return {
    note: `最慢 1% 是中间的 ${times(tailRatio)} 倍`,
    sentence: `${was}波动系数 ${variation.toFixed(2)}${waveBefore}`,
    title: main === null ? '快慢差不多，看不出跟什么有关' : `忽快忽慢，主要看${contextName[main.context]}`,
    rows: contributions.length === 0 ? [] : [...rows, rowOf('说不清', unexplained, '', false)],
  }
}

const times = (ratio: number): string => String(Math.round(ratio * 10) / 10)
