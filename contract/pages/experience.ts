import type { Chart, Figure, PageHead } from './parts'

/** 体验: what customers live through. */
export interface ExperiencePage extends PageHead {
  /** until the menu is there, ms: median launch and what is drawn after it */
  firstScreen: Figure
  apdex: Figure
  apdexTargetMs: number
  /** line apdex */
  chart: Chart
  /** of all operations; shares of their sum; null without any */
  satisfaction: { satisfied: number; tolerating: number; frustrated: number; count: number } | null
  ratings: Ratings
  rage: { count: number; users: number; pages: { page: string; count: number }[] }
  /** steps of the opening in their order */
  launch: { step: 'package' | 'script' | 'render' | 'request' | 'lcp'; meanMs: number; count: number }[]
  launchMean: number | null
  /** WeChat's own limit for the first screen, ms */
  launchLimitMs: number
  fcpMs: number | null
  lcpMs: number | null
  blank: { count: number; opened: number }
  pages: PageRow[]
  components: { label: string; count: number; p95Ms: number; maxMs: number }[]
  devices: DeviceRow[]
  /** customers who met a weak network, of all */
  weakNetwork: Figure
}

export interface Ratings {
  count: number
  mean: number | null
  before: number | null
  beforeLabel: string
  /** of 5, 4, 3, 2, 1 stars */
  stars: number[]
}

export interface PageRow {
  page: string
  opened: number
  routeMs: number | null
  renderMs: number | null
  fcpMs: number | null
  lcpMs: number | null
  setData: { count: number; p95Ms: number; maxMs: number } | null
  /** times that could be felt, per opening */
  jankShare: number | null
  blank: number
}

export interface DeviceRow {
  device: string
  /** of all launches */
  share: number
  count: number
  launchMs: number | null
}
