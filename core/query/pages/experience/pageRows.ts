import type { MetricName } from '../../../../contract/metrics'
import type { ExperiencePage, PageRow } from '../../../../contract/pages/experience'
import { mergeSketches } from '../../../../contract/sketch/sketch'
import type { Merged } from '../../../evidence'
import { isOwnPage } from '../../../ownPages'
import { quantileOf } from '../figures'
import type { PageSource } from '../pageSource'

const P75 = quantileOf(0.75)
const P95 = quantileOf(0.95)
/** Components named. */
const COMPONENTS = 10

/** The owner's pages tell nothing of what customers wait for: 诊断 has them. */
const customersOnly = (labels: ReadonlyMap<string, Merged>): Map<string, Merged> =>
  new Map([...labels].filter(([label]) => !isOwnPage(label)))

/** Of a metric of pages, what customers lived through on theirs. */
export function sketchOfCustomers(measured: PageSource['measured'], metric: MetricName): Pick<Merged, 'sketch'> {
  const sketches = [...customersOnly(measured.byLabel(metric)).values()].flatMap(({ sketch }) => sketch ?? [])
  return { sketch: sketches.length === 0 ? null : mergeSketches(sketches) }
}

/** Every page that customers opened, most often first. */
export function pageRows({ measured }: PageSource): PageRow[] {
  const by = (metric: MetricName): Map<string, Merged> => customersOnly(measured.byLabel(metric))
  const [launch, route, render, fcp, lcp] = [by('launch'), by('route'), by('render'), by('fcp'), by('lcp')]
  const [setData, jank, blank] = [by('setData'), by('jank'), by('blank')]
  const pages = new Set([...launch.keys(), ...route.keys(), ...render.keys(), ...blank.keys()])
  const quantile = (labels: Map<string, Merged>, page: string): number | null => P75(labels.get(page) ?? NOTHING)
  return [...pages]
    .map((page): PageRow => {
      const opened = (launch.get(page)?.total ?? 0) + (route.get(page)?.total ?? 0)
      const stalls = jank.get(page)?.total ?? 0
      return {
        ...{ page, opened },
        ...{ routeMs: quantile(route, page), renderMs: quantile(render, page) },
        ...{ fcpMs: quantile(fcp, page), lcpMs: quantile(lcp, page) },
        setData: cost(setData.get(page)),
        jankShare: opened === 0 ? null : stalls / opened,
        blank: blank.get(page)?.failed ?? 0,
      }
    })
    .sort((a, b) => b.opened - a.opened || (a.page < b.page ? -1 : 1))
}

/** Pages and components whose updates cost most time in all. */
export const worstComponents = ({ measured }: PageSource): ExperiencePage['components'] =>
  [...customersOnly(measured.byLabel('setData'))]
    .sort((a, b) => (b[1].sketch?.sum ?? 0) - (a[1].sketch?.sum ?? 0) || (a[0] < b[0] ? -1 : 1))
    .slice(0, COMPONENTS)
    .flatMap(([label, merged]) => {
      const own = cost(merged)
      return own === null ? [] : [{ label, ...own }]
    })

function cost(merged: Merged | undefined): PageRow['setData'] {
  if (!merged?.sketch) return null
  return { count: merged.total, p95Ms: P95(merged) ?? 0, maxMs: merged.sketch.max }
}

const NOTHING = { sketch: null } as Merged
