import { aggregateCases } from './database/aggregateCases'
import type { DatabaseCase } from './database/databaseCase'
import { documentCases } from './database/documentCases'
import { expressionCases } from './database/expressionCases'
import { indexCases } from './database/indexCases'
import { lookupCases } from './database/lookupCases'
import { placeCases } from './database/placeCases'
import { queryCases } from './database/queryCases'
import { aggregateStageCases } from './database/stageCases'
import { transactionCases } from './database/transactionCases'
import { updateCases } from './database/updateCases'

export { conformanceCollections, type DatabaseCase, type SdkDatabase } from './database/databaseCase'

/** What any cloud's database must do, asked through the real SDK. */
export const databaseCases: DatabaseCase[] = [
  ...documentCases,
  ...queryCases,
  ...updateCases,
  ...indexCases,
  ...aggregateCases,
  ...aggregateStageCases,
  ...lookupCases,
  ...expressionCases,
  ...placeCases,
  ...transactionCases,
]
