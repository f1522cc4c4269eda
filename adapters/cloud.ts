import sdk from 'wx-server-sdk'

/** The part of wx-server-sdk that is used, typed as it behaves: the package's own types mix callback and Promise forms. */
export interface Query {
  where(condition: object): Query
  orderBy(field: string, direction: 'asc' | 'desc'): Query
  limit(count: number): Query
  field(projection: Record<string, boolean>): Query
  get(): Promise<{ data: unknown[] }>
  update(change: { data: object }): Promise<{ stats: { updated: number } }>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface Document {
  get(): Promise<{ data: unknown }>
  set(document: { data: object }): Promise<unknown>
}

export interface Collection extends Query {
  add(document: { data: object }): Promise<{ _id: string }>
  doc(id: string): Document
  aggregate(): Aggregate
}

/** Stages in a row; of those that the SDK has, what is used. */
export interface Aggregate {
  match(condition: object): Aggregate
  project(fields: object): Aggregate
  lookup(other: { from: string; pipeline: object; as: string }): Aggregate
  end(): Promise<{ list: unknown[] }>
}

/** The stages of a lookup, to be closed by done(). */
export interface Pipeline {
  match(condition: object): Pipeline
  addFields(fields: object): Pipeline
  project(fields: object): Pipeline
  sort(order: Record<string, 1 | -1>): Pipeline
  limit(count: number): Pipeline
  group(fields: object): Pipeline
  lookup(other: { from: string; let: Record<string, string>; pipeline: object; as: string }): Pipeline
  done(): object
}

/** Operators of a condition or a change. */
export interface Command {
  in(values: readonly unknown[]): Operator
  nin(values: readonly unknown[]): Operator
  gt(value: unknown): Operator
  gte(value: unknown): Operator
  lt(value: unknown): Operator
  lte(value: unknown): Operator
  exists(there: boolean): Operator
  set(value: unknown): Operator
  remove(): Operator
  inc(value: number): Operator
  push(values: readonly unknown[]): Operator
  min(value: number): Operator
  max(value: number): Operator
  or(...conditions: object[]): Operator
  expr(expression: object): object
  aggregate: { pipeline(): Pipeline }
}

export interface Operator {
  and(other: Operator): Operator
  or(other: Operator): Operator
}

export interface Database {
  collection(name: string): Collection
  serverDate(): Date
  command: Command
}

export interface WxContext {
  OPENID?: string | number
  SOURCE?: string
}

interface Cloud {
  init(options: { env: unknown }): void
  DYNAMIC_CURRENT_ENV: unknown
  getWXContext(): WxContext
  database(options: { throwOnNotFound: boolean }): Database
  callFunction(request: { name: string; data: object }): Promise<{ result: unknown }>
  openapi: Record<string, Record<string, (request: object) => Promise<unknown>>>
}

export const cloud = sdk as unknown as Cloud

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

export const db = cloud.database({ throwOnNotFound: false })
