import { Context } from 'mingo/core'
import * as accumulators from 'mingo/operators/accumulator'
import * as expressions from 'mingo/operators/expression'
import * as stages from 'mingo/operators/pipeline'
import * as projections from 'mingo/operators/projection'
import * as queries from 'mingo/operators/query'
import * as windows from 'mingo/operators/window'
import { comparisons } from './comparisons'
import { datesOrNull, weeks } from './dates'
import type { Expressions } from './expression'
import { $sample } from './sample'
import { $sort } from './sort'
import { texts } from './texts'
import { $trunc } from './trunc'

type Operators = NonNullable<Parameters<typeof Context.init>[0]>

const known = expressions as unknown as Expressions

/** mingo's operators, with ours where its answers differ from MongoDB's. */
export const mongoContext: Context = Context.init({
  accumulator: accumulators,
  expression: { ...known, ...datesOrNull({ ...known, ...weeks }), ...comparisons, ...texts, $trunc },
  pipeline: { ...stages, $sample, $sort },
  projection: projections,
  query: queries,
  window: windows,
} as unknown as Operators)
