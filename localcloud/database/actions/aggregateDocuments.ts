import { Aggregator } from 'mingo/aggregator'
import type { Collection } from '../../store/catalogue'
import { decode } from '../../store/ejson/decode'
import { encode } from '../../store/ejson/encode'
import { invalidOperator, invalidParam, requestFailed } from '../../store/errors'
import { compileFilter } from '../../store/query/filter'
import { MINGO_OPTIONS } from '../../store/query/mingoOptions'
import { pathsRead } from '../../store/query/pathsRead'
import { refuseOperators } from '../../store/query/refuseOperators'
import { type Fields, isFields, type Value } from '../../store/value'
import type { FindSpec } from '../../store/view'
import { type Action, checkedList } from '../action'
import { sortSpec, textOf, type WireRequest } from '../request'

type Stage = Record<string, Value>

export const aggregateDocuments: Action = ({ store, limits, nowMs }, request) => {
  const collection = store.catalogue.collection(textOf(request, 'collectionName'))
  const stages = stagesOf(request, nowMs)
  const { spec, rest } = pushDown(stages)
  let documentsRead = 0
  const read = (from: Collection, how: FindSpec): Fields[] => {
    const documents = store.direct.find(from, how).map(({ document }) => document)
    documentsRead += documents.length
    return documents
  }
  const joins = joinsByIndex(rest)
  const rows = run(joins.stages, read(collection, spec), (name) => {
    const { from, filter, paths } = joins.reads.get(name) ?? { from: name, filter: {} }
    const other = store.catalogue.find(from)
    return other ? read(other, { filter: compileFilter(filter), paths }) : []
  })
  const list = checkedList(rows.map(idFirst).map(encode), limits)
  return { reply: { data: { list } }, documentsRead }
}

interface Joins {
  stages: Stage[]
  /** by a name that stands for a collection with only those documents, of which only those paths are looked at */
  reads: Map<string, { from: string; filter: Fields; paths?: string[] | undefined }>
}

/**
 * A lookup whose pipeline begins with a plain match is answered by the store too: its documents are found by an index.
 * So is a lookup within that pipeline.
 */
function joinsByIndex(stages: Stage[], reads: Joins['reads'] = new Map()): Joins {
  const named = stages.map((stage) => {
    const lookup = stage.$lookup
    if (!isFields(lookup) || typeof lookup.from !== 'string' || !Array.isArray(lookup.pipeline)) return stage
    const [first, ...rest] = lookup.pipeline as Stage[]
    const filter = first?.$match
    if (!isFields(filter) || '$expr' in filter) return stage
    const name = `${lookup.from}#${reads.size}`
    const isByField = lookup.foreignField !== undefined
    reads.set(name, { from: lookup.from, filter, paths: isByField ? undefined : pathsRead(rest) })
    const { stages: pipeline } = joinsByIndex(rest, reads)
    return { ...stage, $lookup: { ...lookup, from: name, pipeline } }
  })
  return { stages: named, reads }
}

function stagesOf(request: WireRequest, nowMs: number): Stage[] {
  if (!Array.isArray(request.stages)) throw invalidParam('stages must be a list')
  return request.stages.map((stage: unknown, i) => {
    const { stageKey, stageValue } = (stage ?? {}) as Record<string, unknown>
    if (typeof stageKey !== 'string' || typeof stageValue !== 'string') {
      throw invalidParam(`stages[${i}] must have a stageKey and a stageValue`)
    }
    const decoded = { [stageKey]: decode(stageValue, `stages[${i}]`, nowMs) }
    refuseOperators(decoded)
    return decoded
  })
}

/** The leading match, sort, skip and limit are answered by the store, which has the indexes. */
function pushDown(stages: Stage[]): { spec: FindSpec; rest: Stage[] } {
  const rest = [...stages]
  const take = (name: string, fits: (value: Value) => boolean): Value | undefined => {
    const value = rest[0]?.[name]
    if (value === undefined || !fits(value)) return undefined
    rest.shift()
    return value
  }
  const match = take('$match', isFields)
  const spec: FindSpec = { filter: compileFilter((match as Fields | undefined) ?? {}) }
  const sort = take('$sort', (value) => isFields(value) && Object.values(value).every((d) => d === 1 || d === -1))
  if (sort !== undefined) spec.sort = sortSpec(sort as Fields, '$sort')
  const offset = take('$skip', isCount)
  if (offset !== undefined) spec.offset = offset as number
  const limit = take('$limit', (value) => isCount(value) && value !== 0)
  if (limit !== undefined) spec.limit = limit as number
  spec.paths = pathsRead(rest)
  return { spec, rest }
}

function isCount(value: Value): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function run(stages: Stage[], documents: Fields[], collectionResolver: (name: string) => Fields[]): Fields[] {
  if (stages.length === 0) return documents
  try {
    return new Aggregator(stages, { ...MINGO_OPTIONS, collectionResolver }).run(documents) as Fields[]
  } catch (error) {
    const { message } = error as Error
    if (/unregistered|not registered|unknown/i.test(message)) throw invalidOperator(message)
    throw requestFailed(message)
  }
}

/** MongoDB answers `_id` as the first field. */
function idFirst(row: Fields): Fields {
  return row._id === undefined ? row : { _id: row._id, ...row }
}
