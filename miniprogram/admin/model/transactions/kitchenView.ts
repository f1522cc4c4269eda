import type { Kitchen, Stage } from '../../../../contract/pages/transactions'
import { spanText, spanWords } from '../../format/span'
import { type Bar, bar } from '../bars'

export interface KitchenView {
  note: string
  stages: { name: string; number: string; unit: string; before: string; slow: string }[]
  cause: string
  loads: Bar[]
  late: string
}

const causes: Record<Kitchen['cause'], string> = {
  usual: '出餐和平时一样快',
  kitchenFull: '出餐慢是锅上单多，不是系统慢',
  kitchenSlow: '一样多的单，今天做得慢',
  systemSlow: '下单的手机在等系统，单到得晚',
  unknown: '出餐时间还没得比',
}

export function kitchenView(kitchen: Kitchen): KitchenView | null {
  const stages = [stage('接单', kitchen.accept), stage('出餐', kitchen.prep), stage('配送', kitchen.delivery)].flatMap(
    (one) => one ?? [],
  )
  if (stages.length === 0) return null
  const slowest = Math.max(1, ...kitchen.byLoad.map(({ meanMs }) => meanMs))
  const hasBefore = stages.some(({ before }) => before !== '')
  const count = kitchen.accept?.count ?? kitchen.prep?.count ?? 0
  return {
    note: `${count} 单${hasBefore ? `，括号里是${kitchen.beforeLabel.replace(/此时$/, '')}` : ''}`,
    stages,
    cause: causes[kitchen.cause],
    loads: kitchen.byLoad.map(({ from, to, meanMs }) =>
      bar(
        to === null ? `${from} 单以上` : from === 0 ? `${to} 单以内` : `${from}–${to} 单`,
        meanMs / slowest,
        spanWords(meanMs),
        {
          tone: 'second',
          amountWidth: 72,
        },
      ),
    ),
    late: lateOf(kitchen),
  }
}

function stage(name: string, stage: Stage | null): KitchenView['stages'] | null {
  if (stage === null) return null
  const before = stage.beforeMeanMs === null ? '' : `（${spanWords(stage.beforeMeanMs)}）`
  return [{ name, ...spanText(stage.meanMs), before, slow: `最慢的十分之一要 ${spanWords(stage.p90Ms)}` }]
}

function lateOf({ prep, accept, delivery, waiting }: Kitchen): string {
  const parts = [
    waiting > 0 ? `${waiting} 单还没人接` : '',
    over(accept, '接单'),
    over(prep, '出餐'),
    over(delivery, '配送'),
  ].filter((part) => part !== '')
  return parts.length === 0 ? '没有一单超时' : parts.join('，')
}

const over = (stage: Stage | null, name: string): string =>
  stage === null || stage.overdue === 0
    ? ''
    : `${stage.overdue} 单${name}超过 ${Math.round(stage.promisedMs / 60_000)} 分钟`
