import type { Diagnosis } from '../../../contract/pages/diagnosis'
import { dayTime } from '../format/dayName'
import { secondsText } from '../format/seconds'
import type { OwnCost } from '../services/ownCost'
import type { Timed } from './freshness'
import type { Head } from './head'

type Told = Diagnosis & Timed

export interface DiagnosisView {
  head: Head
  checks: Diagnosis['checks']
  /** these pages themselves: what the SDK stored of all phones, or what this one noted */
  own: { name: string; text: string }[]
  /** on whose phones, and how old */
  ownOf: string
  /** why it is this phone's only; empty where it is not */
  ownWhy: string
}

export const diagnosisView = (diagnosis: Told, cost: OwnCost): DiagnosisView => ({
  ...verdictOf(diagnosis),
  ...ownOf(diagnosis, cost),
})

function ownOf({ ownPages = null, now, zone }: Told, cost: OwnCost): Pick<DiagnosisView, 'own' | 'ownOf' | 'ownWhy'> {
  const noted = ownFacts(cost)
  if (ownPages === null) {
    const why = '别的手机上的还没有：有人打开过，每小时归档后才有'
    return { own: noted, ownOf: '在这台手机上', ownWhy: why }
  }
  const { first, updates, through } = ownPages
  const within = (ms: number, count: number) => `四次里三次在 ${msText(ms)}内，共 ${count} 次`
  const stored = [
    ...(first === null ? [] : [{ name: '打开到看见内容', text: within(first.p75Ms, first.count) }]),
    ...(updates === null ? [] : [{ name: '慢得看得出的刷新', text: within(updates.p75Ms, updates.count) }]),
  ]
  const sent = noted.filter(({ name }) => name === SENT).map((one) => ({ ...one, text: `${one.text}，在这台手机上` }))
  return { own: [...stored, ...sent], ownOf: `一天里所有手机，到${dayTime(through, now, zone)}`, ownWhy: '' }
}

const SENT = '每次刷新要画的'
const msText = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} 毫秒` : secondsText(ms))

/** A page should show something within a second, and a refresh should send a few kB at most. */
function ownFacts({ firstMs, refreshBytes }: OwnCost): DiagnosisView['own'] {
  if (firstMs.length === 0 && refreshBytes.length === 0) return []
  return [
    ...(firstMs.length === 0
      ? []
      : [
          {
            name: '打开到看见内容',
            text: `一半在 ${secondsText(middleOf(firstMs))}内，最慢 ${secondsText(Math.max(...firstMs))}`,
          },
        ]),
    ...(refreshBytes.length === 0
      ? []
      : [
          {
            name: SENT,
            text: `一半在 ${kilobytes(middleOf(refreshBytes))}内，最多 ${kilobytes(Math.max(...refreshBytes))}`,
          },
        ]),
  ]
}

const middleOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} kB`

function verdictOf({ checks }: Diagnosis): Pick<DiagnosisView, 'head' | 'checks'> {
  const bad = checks.filter(({ level }) => level === 'crit')
  const weak = checks.filter(({ level }) => level === 'warn')
  const when = `查了 ${checks.length} 样`
  if (bad.length > 0)
    return { head: { icon: 'crit', word: '坏了', when, title: `${bad.length} 样不行，先修`, sentence: '' }, checks }
  if (weak.length > 0)
    return { head: { icon: 'warn', word: '注意', when, title: `能用，${weak.length} 样要补`, sentence: '' }, checks }
  return { head: { icon: 'ok', word: '正常', when, title: '看店自己好好的', sentence: '' }, checks }
}

const marks: Record<Diagnosis['checks'][number]['level'], string> = { ok: '✓', warn: '!', crit: '×', none: '–' }

/** For the one who is to help: everything on a page, without names, codes or addresses. */
export const diagnosisText = ({ checks, now, zone }: Told, shop: string, version: string): string =>
  [
    `看店诊断 ${shop} ${dayTime(now, now, zone)}（${version}）`,
    ...checks.map(({ level, title, note }) => `${marks[level]} ${title}：${note}`),
  ].join('\n')
