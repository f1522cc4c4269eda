import type { Phase } from '../../../../contract/pages/response'
import { seconds } from '../../format/seconds'
import type { Share } from '../shares'

/** 时间花在哪: of a slow HTTP request. */
export interface PhasesView {
  note: string
  parts: Share[]
  sentence: string
  spoken: string
}

const names: Record<string, string> = {
  queue: '排队',
  domainLookUp: '查域名',
  connect: '连接',
  SSLconnection: '加密',
  request: '发出',
  server: '等云端回话',
  response: '下载',
}

/** A part this wide has room for its name. */
const roomy = 0.42

/** null where no phase was measured: functions of the cloud have none. */
export function phasesView(phases: readonly Phase[]): PhasesView | null {
  if (phases.length === 0) return null
  const total = phases.reduce((sum, { meanMs }) => sum + meanMs, 0)
  const nameOf = ({ phase }: Phase): string => names[phase] ?? phase
  const longest = Math.max(...phases.map(({ share }) => share))
  const parts = phases.map((phase, index): Share => {
    const widest = phase.share === longest
    const label = widest && phase.share >= roomy ? `${nameOf(phase)} ${seconds(phase.meanMs)} 秒` : ''
    return {
      name: phase.phase,
      share: phase.share,
      tone: widest ? 'second' : index % 2 === 0 ? 'pale' : 'quiet',
      label,
    }
  })
  const listed = phases.map((phase) => `${nameOf(phase)} ${seconds(phase.meanMs)}`).join('，')
  return { note: `平均 ${seconds(total)} 秒`, parts, sentence: `从左到右：${listed}`, spoken: `时间花在哪，${listed}` }
}
