import type { MetricName } from '../contract/metrics'

/** Where Kandian's own pages lie in a mini-program. `integrate` puts another folder in its place (tools/integrate/parts/placement.ts). */
const OWN_PAGES = 'admin/pages/'
/** Pages and components. */
const OWN_FOLDER = OWN_PAGES.slice(0, -'pages/'.length)

/** A page of the owner's, which no customer opens. @param label path of a page or component */
export const isOwnPage = (label: string): boolean => label.startsWith(OWN_FOLDER)

/** What is told of these pages themselves: how long to their first content, and updates that cost a frame. */
export const OWN_COSTS: readonly MetricName[] = ['fcp', 'setData']
