import type { Options } from 'mingo/types'
import { mongoContext } from './operators/mongoContext'

/** MongoDB's operators, no scripts, errors raised instead of turned into null. */
export const MINGO_OPTIONS = {
  context: mongoContext,
  scriptEnabled: false,
  failOnError: true,
  useStrictMode: true,
} satisfies Partial<Options>
