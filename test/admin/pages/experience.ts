import type { ExperiencePage, PageRow } from '../../../contract/pages/experience'
import { dayChart, head } from './parts'

const page = (path: string, routeMs: number, maxMs: number, jankShare: number): PageRow => ({
  page: path,
  opened: 400,
  routeMs,
  renderMs: routeMs,
  fcpMs: routeMs + 200,
  lcpMs: routeMs + 500,
  setData: { count: 1200, p95Ms: maxMs / 2, maxMs },
  jankShare,
  blank: 0,
})

/** Mock 09. */
export const experiencePage = (): ExperiencePage => ({
  ...head({ level: 'ok', title: '打开和平时一样快，\n午市有人付款点不动', sentence: '' }),
  firstScreen: { value: 1920, before: 1900, beforeLabel: '上周三' },
  apdex: { value: 0.92, before: 0.94, beforeLabel: '上周三' },
  apdexTargetMs: 2000,
  chart: dayChart('share', { apdex: { calm: 0.94, stuck: 0.86 } }),
  satisfaction: { satisfied: 0.86, tolerating: 0.12, frustrated: 0.02, count: 6300 },
  ratings: { count: 26, mean: 4.4, before: 4.7, beforeLabel: '上周三', stars: [20, 3, 0, 0, 3] },
  rage: { count: 23, users: 9, targets: [{ target: 'pages/checkout/index pay', count: 21 }] },
  launch: [
    { step: 'package', label: '', meanMs: 310, count: 800 },
    { step: 'script', label: '', meanMs: 420, count: 800 },
    { step: 'render', label: '', meanMs: 380, count: 800 },
    { step: 'request', label: 'shop.menu', meanMs: 520, count: 800 },
    { step: 'lcp', label: '', meanMs: 290, count: 800 },
  ],
  launchMean: 1920,
  launchLimitMs: 5000,
  fcpMs: 1100,
  lcpMs: 1900,
  blank: { count: 0, opened: 4000 },
  pages: [
    page('pages/menu/index', 420, 96, 0.021),
    page('pages/checkout/index', 380, 22, 0.009),
    page('pages/order/index', 330, 131, 0.048),
  ],
  components: [{ label: 'components/dishRow', count: 320, p95Ms: 44, maxMs: 131 }],
  devices: [
    { device: 'high', title: '高端机', share: 0.41, count: 330, launchMs: 1400 },
    { device: 'mid', title: '中端机', share: 0.44, count: 350, launchMs: 2000 },
    { device: 'low', title: '低端机', share: 0.15, count: 120, launchMs: 3300 },
  ],
  weakNetwork: { value: 0.068, before: 0.061, beforeLabel: '上周三' },
})
