import type { ErrorPage } from '../../../../contract/pages/errors'
import { grouped } from '../../format/grouped'
import { type Bar, bar } from '../bars'

/** 谁碰到了, by one thing that phones have in common. */
export interface Breakdown {
  name: string
  rows: Bar[]
}

const kinds = [
  ['release', '版本'],
  ['platform', '系统'],
  ['network', '网络'],
  ['device', '机型'],
  ['region', '地区'],
] as const

const titles: Record<string, string> = {
  ...{ wifi: 'Wi-Fi', '5g': '5G', '4g': '4G', '3g': '3G', '2g': '2G', none: '没网' },
  ...{ low: '低端机', mid: '中端机', high: '高端机', unknown: '不清楚', other: '其他' },
  ...{ ios: 'iOS', android: '安卓', ohos: '鸿蒙', windows: 'Windows', mac: 'Mac', devtools: '开发者工具' },
}

const mostRows = 4

export const breakdownsOf = (breakdowns: ErrorPage['breakdowns']): Breakdown[] =>
  kinds.flatMap(([kind, name]) => {
    const rows = breakdowns[kind] ?? []
    if (rows.length === 0) return []
    const most = Math.max(...rows.map(({ count }) => count))
    return [
      {
        name,
        rows: rows.slice(0, mostRows).map(({ value, count }) =>
          bar(titles[value] ?? value, most === 0 ? 0 : count / most, `${grouped(count)} 次`, {
            tone: 'second',
            amountWidth: 52,
          }),
        ),
      },
    ]
  })
