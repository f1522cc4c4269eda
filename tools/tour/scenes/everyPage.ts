import { pageOf, type Stop } from '../stop'

/** Shown in our texts. */
const inTexts = ['normal-overview', 'normal-response', 'normal-load', 'incident-overview']

/** The five indicators and what stands beside them, in the state that the shop is in. */
export const everyPage = (prefix: string): Stop[] =>
  pagesOf(prefix).map((stop) => ({ ...stop, inTexts: inTexts.includes(stop.name) }))

const pagesOf = (prefix: string): Stop[] => [
  { name: `${prefix}-overview`, title: '总览', page: pageOf('overview'), says: /监控 .+(巡过|还没巡过)/ },
  { name: `${prefix}-response`, title: '响应', page: pageOf('response'), says: /怎么算的/ },
  { name: `${prefix}-transactions`, title: '交易', page: pageOf('transactions'), says: /今日实收/ },
  { name: `${prefix}-load`, title: '负载', page: pageOf('load'), says: /怎么算的/ },
  { name: `${prefix}-errors`, title: '错误', page: pageOf('errors'), says: /怎么算的/ },
  { name: `${prefix}-experience`, title: '体验', page: pageOf('experience'), says: /怎么算的/ },
  { name: `${prefix}-incidents`, title: '告警', page: pageOf('incidents'), says: /告警/ },
  { name: `${prefix}-reports`, title: '报告', page: pageOf('reports'), says: /一天一天看/ },
  { name: `${prefix}-settings`, title: '设置', page: pageOf('settings'), says: /兰姨/ },
]
