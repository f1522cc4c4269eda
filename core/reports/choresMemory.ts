import type { HeartbeatDocument } from '../documents/heartbeat'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { HOUR_MS } from '../time/units'

export interface KnownShop {
  settings: SettingsDocument
  stores: StoreDocument[]
}

/** Old enough to be read again; whoever has something to send reads them anew anyway. */
const KNOWN_MS = 6 * HOUR_MS

/** What an instance of the function `report` keeps from run to run. Forgetting it costs reads, nothing else. */
export class ChoresMemory {
  shop: (KnownShop & { atMs: number }) | null = null
  marks: ReadonlyMap<string, HeartbeatDocument> = new Map()
  lookedMs: number | null = null
  lastRunMs: number | null = null

  /** Settings and stores, some hours old at most; null while the environment is not set up. */
  async knownShop(ports: Pick<Ports, 'directory'>, now: number): Promise<KnownShop | null> {
    const isFresh = this.shop !== null && now >= this.shop.atMs && now - this.shop.atMs < KNOWN_MS
    return isFresh ? this.shop : this.readShop(ports, now)
  }

  /** As they are now. */
  async readShop({ directory }: Pick<Ports, 'directory'>, now: number): Promise<KnownShop | null> {
    const [settings, stores] = await Promise.all([directory.settings(), directory.stores()])
    this.shop = settings && stores.length > 0 ? { settings, stores, atMs: now } : null
    return this.shop
  }
}
