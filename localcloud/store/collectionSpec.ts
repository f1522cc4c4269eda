import type { IndexField } from './keys/indexKeys'

export type IndexSpec = { name: string; fields: IndexField[]; unique?: boolean }

/** A collection as the deployment declares it. Functions pass by the permission, so here it is only carried. */
export type CollectionSpec = { name: string; permission: string; indexes: IndexSpec[] }
