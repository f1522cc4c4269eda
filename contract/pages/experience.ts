import type { Chart, Figure, PageHead } from './parts'
import type { Range } from './range'

export interface ExperienceQuery {
  kind: 'experience'
  store: string
  /** absent: today */
  range?: Range
}

/** 体验: what customers live through. */
export interface ExperiencePage extends PageHead {
  /** three of four see the menu at least so fast, ms */
  firstScreen: Figure
  apdex: Figure
  apdexTargetMs: number
  /** line apdex */
  chart: Chart
  /** of all operations; shares of their sum; null without any */
  satisfaction: { satisfied: number; tolerating: number; frustrated: number; count: number } | null
  ratings: Ratings
  /** taps on the same thing again and again; target: page and the handler's name */
  rage: { count: number; users: number; targets: { target: string; count: number }[] }
  /** steps of the opening in their order */
  launch: LaunchStep[]
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

export interface LaunchStep {
  step: 'package' | 'script' | 'render' | 'request' | 'lcp'
  /** of `request`: which API */
  label: string
  meanMs: number
  count: number
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
  /** 高端机, 中端机, 低端机 */
  title: string
  /** of all launches */
  share: number
  count: number
  launchMs: number | null
}
