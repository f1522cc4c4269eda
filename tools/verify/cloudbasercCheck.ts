import { existsSync, readFileSync } from 'node:fs'
import { cloudbaserc, cloudbasercText } from '../deploy/cloudbaserc'
import { readFunctions } from '../deploy/functions'
import { functionSources } from '../paths'
import { type Finding, found } from './check'

/** cloudbaserc.json repeats what each function's config.json says, because `tcb` reads only the former. */
export function checkCloudbaserc(file = cloudbaserc, folder = functionSources): Finding {
  const written = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const same = written === cloudbasercText(readFunctions(folder))
  return found(same ? [] : ['it does not say what the functions say: run `npm run deploy -- --write-config`'])
}
