import type { RuleChange } from '../../contract/schemas/rule'

export interface StoreDocument {
  /** store id */
  _id: string
  /** of what staff change of it; absent before they did */
  version?: number
  name: string
  branch: string
  /** where `collect` writes what its phones send (core/rollup/shards.ts) */
  shard: string
  /** other shards that hold batches of it → received until then, epoch ms: it moved, or somebody wrote there */
  alsoIn?: Record<string, number>
  /** IANA zone */
  zone: string
  /** Opening hours by weekday, 0 = Sunday: [from, to) in minutes of the local day; to may pass 1440 (over midnight). */
  hours: [number, number][][]
  /** Local days ('YYYY-MM-DD') on which the shop is closed. */
  closedOn: string[]
  createdAt: number
  /** First measurement, epoch ms; null before it. */
  firstSeenAt: number | null
  /** rule → what this store has changed of it */
  rules?: Record<string, RuleChange>
}
