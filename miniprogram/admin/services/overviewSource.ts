import type { Overview } from '../../../contract/query'
import { freshAnswer, keptAnswer } from './answers'
import type { Reply } from './reply'

/** The last overview this phone saw, to show at once. */
export const keptOverview = (store: string): Overview | null => keptAnswer({ kind: 'overview', store })

export const freshOverview = (store: string): Promise<Reply<Overview>> => freshAnswer({ kind: 'overview', store })
