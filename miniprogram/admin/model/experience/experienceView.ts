import type { ExperiencePage } from '../../../../contract/pages/experience'
import { secondsText } from '../../format/seconds'
import type { BandChart } from '../../plot/bandChart'
import type { Moment } from '../../services/watchAnswer'
import { figureOf, plainly, slower } from '../compared'
import type { Figure } from '../figures'
import { freshnessOf } from '../freshness'
import type { Head } from '../head'
import { lineChart } from '../lineChart'
import { headOfPage } from '../pageHead'
import type { PageQuery } from '../pageQuery'
import { rangeChips } from '../ranges'
import { type DevicesView, devicesView } from './devices'
import { type LaunchView, launchView } from './launch'
import { componentTable, type PageTable, pageTable } from './pageTable'
import { type RatingsView, ratingsView } from './ratings'
import { type SatisfactionView, satisfactionView } from './satisfaction'

/** Everything that the page 体验 shows. */
export interface ExperienceView {
  head: Head
  figures: Figure[]
  chart: BandChart | null
  satisfaction: SatisfactionView | null
  ratings: RatingsView
  /** somebody tapped again and again; empty while nobody did */
  rage: string
  ranges: ReturnType<typeof rangeChips>
  launch: LaunchView
  pages: PageTable
  components: PageTable
  devices: DevicesView
  demo: boolean
}

const indexText = (index: number): string => index.toFixed(2)

export function experienceView(page: ExperiencePage, moment: Moment, query: PageQuery): ExperienceView {
  const { chart, apdexTargetMs } = page
  return {
    head: headOfPage(page, freshnessOf(page, moment.now)),
    figures: [
      figureOf(page.firstScreen, {
        label: '看到菜单',
        unit: '秒',
        number: (ms) => secondsText(ms).replace(' 秒', ''),
        compare: slower,
      }),
      figureOf(page.apdex, { label: '满意指数', unit: '', number: indexText, compare: plainly(indexText) }),
    ],
    chart: lineChart(chart, page, query, {
      title: `满意指数，每 ${stepName(chart.stepMs)}`,
      note: `${secondsText(apdexTargetMs).replace('.0', '')}内算满意`,
      unit: '',
      decimals: 2,
      floor: 0.8,
      endLabel: (amount) => amount,
    }),
    satisfaction: satisfactionView(page.satisfaction),
    ratings: ratingsView(page.ratings),
    rage: rageWords(page.rage),
    ranges: rangeChips(query, page.zone),
    launch: launchView(page),
    pages: pageTable(page.pages, query),
    components: componentTable(page.components),
    devices: devicesView(page.devices, page.weakNetwork),
    demo: page.demo,
  }
}

const stepName = (stepMs: number): string => {
  const minutes = Math.round(stepMs / 60_000)
  return minutes < 60 ? `${minutes} 分钟` : minutes < 1440 ? `${minutes / 60} 小时` : `${minutes / 1440} 天`
}

function rageWords({ count, users, targets }: ExperiencePage['rage']): string {
  if (count === 0) return ''
  const [first] = targets
  const where = first === undefined ? '' : `，${first.count} 次点的是 ${first.target}`
  return `${users} 位顾客连点 ${count} 次${where}`
}
