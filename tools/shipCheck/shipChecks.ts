import { buildAll } from '../build/build'
import { type Check, found } from '../verify/check'
import { checkFunctionsAlone } from './functionsAlone'
import { checkPackageSizes } from './packageSizes'
import { checkPhoneReferences } from './phoneReferences'
import { checkSdkAlone } from './sdkAlone'
import { checkWithWechat } from './wechat'

/** What is checked of dist/ before anybody gets it. */
export const shipChecks: Check[] = [
  { name: 'build', run: async () => found((await buildAll()).problems) },
  { name: 'each function loads alone', run: () => checkFunctionsAlone() },
  { name: 'the SDK needs nothing', run: () => checkSdkAlone() },
  { name: 'the mini-program holds all it names', run: () => checkPhoneReferences() },
  { name: 'WeChat compiles every page', run: () => checkWithWechat() },
  { name: 'package sizes', run: () => checkPackageSizes() },
]
