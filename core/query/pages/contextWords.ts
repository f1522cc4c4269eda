import type { ContextName } from '../../../contract/pages/parts'
import type { SettingsDocument } from '../../documents/settings'
import { OTHER } from '../../rollup/topLabels'
import { apiName } from '../../slo/apiSettings'

/** What contexts and their values are called. */
const VALUES: Partial<Record<ContextName, Record<string, string>>> = {
  network: { wifi: 'Wi-Fi', '5g': '5G', '4g': '4G', '3g': '3G', '2g': '2G', none: '没网' },
  device: { low: '低端机', mid: '中端机', high: '高端机' },
  platform: { ios: 'iOS', android: '安卓', ohos: '鸿蒙', windows: 'Windows', mac: 'Mac', devtools: '开发者工具' },
}

export function valueTitle(context: ContextName, value: string): string {
  if (value === OTHER) return '其他'
  if (value === 'unknown' || value === '') return '不清楚'
  if (context === 'hour') return `${value} 点`
  if (context === 'load') return `每分钟约 ${value} 次`
  return VALUES[context]?.[value] ?? value
}

/** The same in a shop that has names for its own APIs. */
export const titleIn = (settings: Pick<SettingsDocument, 'apis'>, context: ContextName, value: string): string =>
  context === 'api' ? (apiName(settings, value) ?? value) : valueTitle(context, value)
