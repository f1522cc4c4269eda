import type { ConformanceCase } from './conformanceCloud'
import { databaseCases } from './databaseCases'
import { errorCases } from './wire/errorCases'
import { functionCases } from './wire/functionCases'
import { nodeSdkCases } from './wire/nodeSdkCases'
import { openApiCases } from './wire/openApiCases'
import { optionCases } from './wire/optionCases'
import { storageCases } from './wire/storageCases'

/** What any cloud must do, asked through the real SDKs. Each case finds the `conformanceCollections`, empty. */
export const conformanceCases: ConformanceCase[] = [
  ...databaseCases.map(({ name, run }) => ({ name, run: ({ db }: Parameters<ConformanceCase['run']>[0]) => run(db) })),
  ...optionCases,
  ...nodeSdkCases,
  ...functionCases,
  ...storageCases,
  ...openApiCases,
  ...errorCases,
]
