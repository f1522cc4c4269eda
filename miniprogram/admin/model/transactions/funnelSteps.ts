import type { FunnelStep as Step } from '../../../../contract/pages/transactions'
import { grouped } from '../../format/grouped'
import type { FunnelStep } from '../funnel'

const names: Record<Step['step'], string> = {
  browse: '进店',
  cart: '加购',
  submit: '提交',
  paid: '付款',
  accepted: '接单',
  ready: '出餐',
  delivered: '送达',
}

/** So many percentage points less than before is worth a colour. */
const loudPoints = 5
const kitchen: Step['step'][] = ['accepted', 'ready', 'delivered']

/** The steps as the funnel draws them. Those that nobody measured are left out. */
export function funnelSteps(steps: readonly Step[]): FunnelStep[] {
  const known = steps.filter(({ count }) => count !== null) as (Step & { count: number })[]
  const most = Math.max(1, ...known.map(({ count }) => count))
  return known.map((one, index) => {
    const before = known[index - 1]
    const isKitchen = kitchen.includes(one.step)
    const kept = before === undefined || isKitchen || before.count === 0 ? null : one.count / before.count
    const keptBefore =
      before === undefined || before.before === null || before.before === 0 || one.before === null
        ? null
        : one.before / before.before
    const loud = kept !== null && keptBefore !== null && (keptBefore - kept) * 100 >= loudPoints
    const unit = one.of === 'people' ? '人' : '单'
    const keptText = kept === null || kept > 1 ? '' : `${loud ? '↓ ' : ''}留下 ${percent(kept)}`
    const against = againstOf(one, before, { isKitchen, keptBefore, unit })
    return {
      name: names[one.step],
      share: one.count / most,
      tone: loud ? ('warn' as const) : isKitchen ? ('quiet' as const) : ('second' as const),
      count: grouped(one.count),
      unit,
      kept: keptText,
      against,
      loud,
      spoken: [`${names[one.step]} ${one.count} ${unit}`, keptText, against].filter((word) => word !== '').join('，'),
    }
  })
}

function againstOf(
  one: Step & { count: number },
  before: (Step & { count: number }) | undefined,
  { isKitchen, keptBefore, unit }: { isKitchen: boolean; keptBefore: number | null; unit: string },
): string {
  if (isKitchen && before !== undefined) {
    const left = before.count - one.count
    const words = { accepted: '还没接', ready: '在做', delivered: '在送' } as Record<string, string>
    if (left > 0) return `${left} 单${words[one.step]}`
    return one.count === 0 ? '' : '一单不落'
  }
  if (keptBefore !== null && keptBefore <= 1) return `${one.beforeLabel.replace(/此时$/, '')} ${percent(keptBefore)}`
  return one.before === null ? '' : `${one.beforeLabel.replace(/此时$/, '')} ${grouped(one.before)} ${unit}`
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** The step that lost most against before, as one sentence; empty where nothing did. */
export function funnelSentence(steps: readonly Step[]): string {
  const [submit, paid] = [steps.find(({ step }) => step === 'submit'), steps.find(({ step }) => step === 'paid')]
  const now = shareOf(paid?.count, submit?.count)
  const before = shareOf(paid?.before, submit?.before)
  if (now === null || before === null) return ''
  const points = Math.round((before - now) * 1000) / 10
  const label = paid?.beforeLabel.replace(/此时$/, '') ?? ''
  return Math.abs(points) < 2 ? '' : `付款这步比${label}${points > 0 ? '少' : '多'} ${Math.abs(points)} 个百分点`
}

const shareOf = (part: number | null | undefined, whole: number | null | undefined): number | null =>
  part == null || whole == null || whole === 0 ? null : part / whole
