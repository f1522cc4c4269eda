import type { HeartbeatDocument } from '../documents/heartbeat'
import type { IncidentDocument } from '../documents/incident'
import type { OrderHourDocument } from '../documents/orderHour'
import type { Sales } from '../documents/sales'
import type { BaselineDocument } from '../insight/watch/baseline'
import type { PageDocuments, PageWants } from '../query/measured/pageDocuments'

/** What the page of all stores is made of. */
export interface ChainDocuments {
  beats: Map<string, HeartbeatDocument>
  /** by store, of those of which a run has told it */
  sales: Map<string, Sales>
  /** incidents of any store that have not ended */
  open: IncidentDocument[]
}

/** What incidents cost is reckoned from: orders without what phones saw of them, how far they are written, and what is usual. */
export interface CostDocuments {
  /** ordersHeartbeat of each store */
  beats: Map<string, HeartbeatDocument>
  orders: OrderHourDocument[]
  baselines: BaselineDocument[]
}

export interface PageReader {
  /** all that a page of numbers looks at, in one call of the database */
  read(wants: PageWants): Promise<PageDocuments>
  /** @param beats ids of heartbeats */
  readChain(beats: string[]): Promise<ChainDocuments>
  /** @param hours epoch hours */
  readCosts(stores: string[], hours: number[]): Promise<CostDocuments>
}
