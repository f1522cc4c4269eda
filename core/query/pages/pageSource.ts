import type { PageWhy } from '../../../contract/pages/parts'
import type { Rule } from '../../../contract/schemas/rule'
import type { SettingsDocument } from '../../documents/settings'
import type { StoreDocument } from '../../documents/store'
import type { Outlook } from '../../insight/outlook'
import type { CloudUsage } from '../../ports/meter'
import type { History } from '../measured/history'
import type { Measured } from '../measured/measured'
import type { PageDocuments } from '../measured/pageDocuments'
import type { RangePlan } from '../range/planRange'

/** All that a page of numbers is made of. */
export interface PageSource {
  store: StoreDocument
  settings: SettingsDocument
  rules: readonly Rule[]
  nowMs: number
  plan: RangePlan
  documents: PageDocuments
  measured: Measured
  history: History
  /** of the cloud environment; null where nobody counts, or for pages that do not tell it */
  usage: CloudUsage | null
  /** what is expected of the page's series; null where none is learnt, or for pages that do not tell it */
  outlook: Outlook | null
  why: PageWhy | null
}
