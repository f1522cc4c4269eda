import type { ShopSettings } from '../../../contract/pages/settings'
import type { Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { counted } from '../format/counted'
import { percent } from '../format/percent'
import { roleName } from '../format/words'
import type { Person } from '../services/person'
import { openingText } from './hours'
import { creditsRow, type ServiceRow } from './serviceRows'

export interface SettingsRow {
  id: string
  icon: string
  line: string
  note: string
  url: string
}

export interface SettingsView {
  name: string
  role: string
  /** the store in hand: name and branch */
  shop: string
  /** more than one: the way to the others */
  stores: number
  /** may change what the store is called */
  mayRename: boolean
  credits: ServiceRow | null
  rows: SettingsRow[]
  facts: { name: string; text: string }[]
}

const page = (name: string): string => `/admin/pages/${name}/index`

/**
 * @param shop as far as it is known; without it only what everybody has is listed
 * @param version e.g. release, trial, develop
 */
export function settingsView(
  person: Person,
  store: string,
  overview: Overview | null,
  shop: ShopSettings | null,
  version: string,
): SettingsView {
  const own = person.stores.find(({ id }) => id === store)
  return {
    name: person.name,
    role: person.role === null ? '' : roleName[person.role],
    shop: own === undefined ? '' : own.branch === '' ? own.name : `${own.name}（${own.branch}）`,
    stores: person.stores.length,
    mayRename: shop?.may.includes('rename') ?? false,
    credits: overview === null ? null : creditsRow(overview.credits, person.name),
    rows: rowsOf(shop),
    facts: [{ name: '小程序版本', text: versionWord[version] ?? version }, ...factsOf(overview)],
  }
}

/** What the cloud lets nobody of this role do is not offered to them. */
function rowsOf(shop: ShopSettings | null): SettingsRow[] {
  const may = (action: string): boolean => shop?.may.includes(action) ?? false
  const rows: (SettingsRow | null)[] = [
    { id: 'oncall', icon: 'bell', line: '值班和消息', note: '谁收得到，夜里打不打扰', url: page('oncall') },
    {
      id: 'hours',
      icon: 'clock',
      line: '营业时间',
      note: shop === null ? '打烊后没单不报警' : openingText(shop),
      url: page('hours'),
    },
    {
      id: 'people',
      icon: 'people',
      line: '店里的人',
      note: shop === null ? '邀请、换角色、交接' : `${shop.people.length} 个人`,
      url: page('people'),
    },
    {
      id: 'rules',
      icon: 'rule',
      line: '告警规则',
      note: may('changeRule') ? '多坏才叫人，改之前能先试' : '多坏才叫人',
      url: page('rules'),
    },
    may('mitigation')
      ? { id: 'remedies', icon: 'shield', line: '应急办法', note: remediesText(shop), url: page('remedies') }
      : null,
    may('maintain')
      ? { id: 'maintenance', icon: 'mute', line: '定期维护', note: '每周固定时候不叫人', url: page('maintenance') }
      : null,
    may('api')
      ? { id: 'standards', icon: 'ring', line: '多快算快', note: standardsText(shop), url: page('standards') }
      : null,
    may('templates')
      ? { id: 'templates', icon: 'message', line: '消息模板', note: templatesText(shop), url: page('templates') }
      : null,
    may('channels')
      ? { id: 'channels', icon: 'link', line: '还发到哪', note: channelsText(shop), url: page('channels') }
      : null,
    may('plan') ? { id: 'plan', icon: 'chart', line: '云套餐', note: planText(shop), url: page('plan') } : null,
    may('probe')
      ? { id: 'probes', icon: 'server', line: '定时探测', note: probesText(shop), url: page('probes') }
      : null,
    may('exportTokens')
      ? { id: 'exports', icon: 'key', line: '导出数据', note: '让表格和别的程序来读', url: page('exports') }
      : null,
    { id: 'privacy', icon: 'lock', line: '隐私', note: '记了什么，没记什么', url: page('privacy') },
    { id: 'diagnosis', icon: 'pulse', line: '诊断', note: '看店自己好不好', url: page('diagnosis') },
  ]
  return rows.filter((row) => row !== null)
}

const standardsText = (shop: ShopSettings | null): string =>
  shop === null ? '名字、秒数、答应的成功率' : `答应 ${percent(shop.objective.availability)} 能成`

function templatesText(shop: ShopSettings | null): string {
  const missing = Object.values(shop?.templates ?? {}).filter((one) => one === null).length
  return missing === 0 ? '三种都选好了' : `${missing} 种还没选`
}

const remediesText = (shop: ShopSettings | null): string =>
  shop?.remedies?.length ? `${shop.remedies.length} 个按钮，出事时点` : '还没有，出事时没按钮可点'

function channelsText(shop: ShopSettings | null): string {
  const names = [
    shop?.channels?.robot ? '企业微信群' : '',
    shop?.channels?.webhook ? '自己的系统' : '',
    shop?.channels?.ping ? '外面的哨兵' : '',
  ].filter((name) => name !== '')
  return names.length === 0 ? '只发微信消息' : names.join('、')
}

const planText = (shop: ShopSettings | null): string =>
  shop?.plan ? `每月 ${counted(shop.plan.pointsPerMonth)} 点` : '还没选，快用完也不知道'

const probesText = (shop: ShopSettings | null): string =>
  shop?.probes?.length ? `${shop.probes.length} 件事在试` : '没客人时也试一试'

const versionWord: Record<string, string> = { release: '正式版', trial: '体验版', develop: '开发版' }

function factsOf(overview: Overview | null): { name: string; text: string }[] {
  if (overview === null) return []
  const { zone, day, foldedThrough, demo } = overview
  const through = foldedThrough === null ? '还没有' : clockTime(foldedThrough, zone)
  return [
    { name: '看店第几天', text: `第 ${day} 天` },
    { name: '数据到', text: through },
    { name: '时区', text: zone },
    ...(demo ? [{ name: '数据', text: '含演示数据' }] : []),
  ]
}
