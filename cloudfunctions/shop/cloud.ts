import sdk from 'wx-server-sdk'

/** The part of the SDK the shop uses, typed as it behaves: the package's own types mix callback and Promise forms. */
interface Query {
  where(condition: object): Query
  orderBy(field: string, direction: 'asc' | 'desc'): Query
  limit(count: number): Query
  get(): Promise<{ data: unknown[] }>
  count(): Promise<{ total: number }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
}

interface Collection extends Query {
  add(document: { data: object }): Promise<{ _id: string }>
  doc(id: string): { set(document: { data: object }): Promise<unknown> }
}

interface Command {
  in(values: unknown[]): unknown
  or(conditions: object[]): object
  exists(there: boolean): unknown
}

interface Cloud {
  init(options: { env: unknown }): void
  DYNAMIC_CURRENT_ENV: unknown
  getWXContext(): { OPENID?: string; SOURCE?: string; ENV?: string }
  database(): { collection(name: string): Collection; serverDate(): Date; command: Command }
  cloudPay: { unifiedOrder(order: object): Promise<unknown> }
}

export const cloud = sdk as unknown as Cloud

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

export const db = cloud.database()
