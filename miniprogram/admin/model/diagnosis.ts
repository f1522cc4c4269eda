import type { Diagnosis } from '../../../contract/pages/diagnosis'
import { dayTime } from '../format/dayName'
import type { Head } from './head'

export interface DiagnosisView {
  head: Head
  checks: Diagnosis['checks']
}

export function diagnosisView({ checks }: Diagnosis): DiagnosisView {
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
export const diagnosisText = ({ checks, now }: Diagnosis, shop: string, version: string): string =>
  [
    `看店诊断 ${shop} ${dayTime(now, now, 'Asia/Shanghai')}（${version}）`,
    ...checks.map(({ level, title, note }) => `${marks[level]} ${title}：${note}`),
  ].join('\n')
