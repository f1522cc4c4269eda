import { decodeFields } from '../store/ejson/decode'
import { invalidParam } from '../store/errors'
import { keyOf } from '../store/keys/keyOf'
import type { SortSpec } from '../store/keys/sortDocuments'
import { compileFilter, type Filter } from '../store/query/filter'
import { type Fields, isFields, type Value } from '../store/value'

/** A request body as it came over the wire: nothing in it is trusted yet. */
export type WireRequest = Readonly<Record<string, unknown>>

export function textOf(request: WireRequest, name: string): string {
  const value = request[name]
  if (typeof value !== 'string' || value === '') throw invalidParam(`${name} must be a non-empty text`)
  return value
}

/** A text, or undefined when it is missing, null or empty (the SDK sends '' for "no query"). */
export function optionalText(request: WireRequest, name: string): string | undefined {
  const value = request[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string') throw invalidParam(`${name} must be a text`)
  return value
}

export function flagOf(request: WireRequest, name: string, preset: boolean): boolean {
  const value = request[name]
  if (value === undefined || value === null) return preset
  if (typeof value !== 'boolean') throw invalidParam(`${name} must be true or false`)
  return value
}

export function countOf(request: WireRequest, name: string, preset: number): number {
  const value = request[name]
  if (value === undefined || value === null) return preset
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw invalidParam(`${name} must be a whole number, not negative`)
  }
  return value
}

export function textsOf(request: WireRequest, name: string): string[] {
  const value = request[name]
  if (!Array.isArray(value) || value.length === 0 || !value.every((item) => typeof item === 'string')) {
    throw invalidParam(`${name} must be a non-empty list of texts`)
  }
  return value
}

/** Which documents a request means: one by its `_id`, or all that match. */
export type Selector = { id: Value; idKey: Buffer; filter?: undefined } | { filter: Filter; id?: undefined }

export function selectorOf(request: WireRequest, nowMs: number): Selector {
  const query = queryOf(request, nowMs)
  if (request.queryType !== 'DOC') return { filter: compileFilter(query) }
  const id = query._id
  if (id === undefined || id === null || isFields(id) || Array.isArray(id) || Object.keys(query).length !== 1) {
    throw invalidParam('query of a single document must be {_id: value}')
  }
  return { id, idKey: keyOf(id) }
}

function queryOf(request: WireRequest, nowMs: number): Fields {
  const query = optionalText(request, 'query')
  return query === undefined ? {} : decodeFields(query, 'query', nowMs)
}

export function sortOf(request: WireRequest): SortSpec {
  const order = optionalText(request, 'order')
  return order === undefined ? [] : sortSpec(decodeFields(order, 'order'), 'order')
}

/** `{field: 1 | -1}` as a list in its own order. */
export function sortSpec(fields: Fields, name: string): SortSpec {
  return Object.entries(fields).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw invalidParam(`${name} of "${field}" must be 1 or -1`)
    return { field, direction }
  })
}
