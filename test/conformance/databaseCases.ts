import { aggregateCases } from './database/aggregateCases'
import type { DatabaseCase } from './database/databaseCase'
import { documentCases } from './database/documentCases'
import { indexCases } from './database/indexCases'
import { queryCases } from './database/queryCases'
import { transactionCases } from './database/transactionCases'
import { updateCases } from './database/updateCases'

export { conformanceCollections, type DatabaseCase, type SdkDatabase } from './database/databaseCase'

/**
 * What any cloud's database must do, asked through the real SDK. A runner gives each case the
 * `conformanceCollections`, empty.
 */
export const databaseCases: DatabaseCase[] = [
  ...documentCases,
  ...queryCases,
  ...updateCases,
  ...indexCases,
  ...aggregateCases,
  ...transactionCases,
]
