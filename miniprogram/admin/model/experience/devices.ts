import type { DeviceRow } from '../../../../contract/pages/experience'
import type { Figure } from '../../../../contract/pages/parts'
import { percent, wholePercent } from '../../format/percent'
import { secondsText } from '../../format/seconds'
import { type Bar, bar } from '../bars'

/** 手机和网络 */
export interface DevicesView {
  rows: Bar[]
  weak: string
  weakBefore: string
}

export const devicesView = (devices: readonly DeviceRow[], weak: Figure): DevicesView => ({
  rows: devices.map(({ title, share, launchMs }) =>
    bar(title, share, wholePercent(share), {
      tone: 'second',
      note: launchMs === null ? '没数据' : secondsText(launchMs),
      noteWidth: 52,
      amountWidth: 44,
    }),
  ),
  weak: weak.value === null ? '没数据' : percent(weak.value),
  weakBefore: weak.before === null ? '' : `${weak.beforeLabel} ${percent(weak.before)}`,
})
