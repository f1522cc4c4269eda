/** A field of an index and the way it is sorted. */
export interface IndexField {
  field: string
  /** 1 ascending, -1 descending */
  direction: 1 | -1
}

export interface IndexSpec {
  name: string
  fields: IndexField[]
  unique?: boolean
}

/** A collection as an environment must have it. ADMINONLY: only functions read and write, never a phone. */
export interface CollectionSpec {
  name: string
  permission: 'ADMINONLY'
  indexes: IndexSpec[]
}

/**
 * Every collection of the monitor (DESIGN §4). `_id` needs no index: where ids are ranges of their own (store:hour), reads go
 * by the fields, because WeChat's database promises nothing about the order of ids.
 */
export const monitorCollections: CollectionSpec[] = [
  collection('batches', ascending('shard', 'receivedAt')),
  collection('minutes', ascending('shard', 'minute')),
  collection('hours', ascending('store', 'hour')),
  collection('days', ascending('store', 'day')),
  collection('orderHours', ascending('store', 'hour')),
  collection('postedOrders', ascending('updatedAt')),
  collection('issues', ascending('store', 'lastAt')),
  collection('sourceMaps'),
  collection('alertStates'),
  collection('baselines'),
  collection('rules', ascending('store')),
  collection('incidents', ascending('store', 'openedAt'), ascending('status'), ascending('nextAt')),
  collection('credits', ascending('openid')),
  collection('staff', ascending('openid')),
  collection('silences', ascending('store')),
  collection('notices', ascending('nextAt'), ascending('store', 'createdAt')),
  collection('channels'),
  collection('stores', ascending('shard')),
  collection('settings'),
  collection('heartbeats'),
  collection('accessLog', ascending('at')),
]

/** The sample shop's own: another shop has its own, which are not ours to touch. */
const sampleCollections: CollectionSpec[] = [
  collection('dishes'),
  collection('shopState'),
  collection('orders', ascending('updatedAt'), ascending('openid', 'createdAt'), ascending('status', 'createdAt')),
]

export const collections: CollectionSpec[] = [...monitorCollections, ...sampleCollections]

/** A collection that only functions reach. */
export function collection(name: string, ...indexes: IndexSpec[]): CollectionSpec {
  return { name, permission: 'ADMINONLY', indexes }
}

function ascending(...fields: string[]): IndexSpec {
  return { name: fields.join('_'), fields: fields.map((field) => ({ field, direction: 1 })) }
}
