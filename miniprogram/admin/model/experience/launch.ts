import type { ExperiencePage } from '../../../../contract/pages/experience'
import { seconds } from '../../format/seconds'
import { type Bar, bar } from '../bars'

/** 打开小程序: its steps one after the other, the longest in the colour of now. */
export interface LaunchView {
  note: string
  rows: Bar[]
  sentence: string
}

const names: Record<ExperiencePage['launch'][number]['step'], string> = {
  package: '下载代码包',
  script: '启动脚本',
  render: '首次渲染',
  request: '取菜单',
  lcp: '画出大图',
}

export function launchView({ launch, launchMean, launchLimitMs, fcpMs, lcpMs, blank }: ExperiencePage): LaunchView {
  const total = launch.reduce((sum, { meanMs }) => sum + meanMs, 0)
  const longest = Math.max(...launch.map(({ meanMs }) => meanMs))
  let passed = 0
  const rows = launch.map(({ step, meanMs }): Bar => {
    const from = total === 0 ? 0 : passed / total
    passed += meanMs
    const loud = meanMs === longest
    return bar(names[step], total === 0 ? 0 : meanMs / total, seconds(meanMs), {
      from,
      tone: loud ? 'now' : 'quiet',
      amountWidth: 44,
    })
  })
  const paints = [
    fcpMs === null ? '' : `首屏内容 FCP ${seconds(fcpMs)} 秒`,
    lcpMs === null ? '' : `最大图 LCP ${seconds(lcpMs)} 秒`,
    `白屏 ${blank.count} 次`,
  ]
  return {
    note: launchMean === null ? '没数据' : `平均 ${seconds(launchMean)} 秒，上限 ${launchLimitMs / 1000} 秒`,
    rows,
    sentence: paints.filter((words) => words !== '').join('，'),
  }
}
