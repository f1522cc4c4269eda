import { join } from 'node:path'
import { collection } from '../../database/collections'
import { startCrowd } from '../../localcloud/crowd/crowd'
import { crowdRoutes } from '../../localcloud/crowd/crowdRoutes'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud/localCloud'
import type { Subject } from '../deploy/subject'
import { functionsBuilt, sdkBuilt, shellBuilt, shown } from '../paths'
import { firstMoment } from './firstMoment'
import { openBrowser } from './openBrowser'
import { openIntegrated } from './openIntegrated'
import { isOpened, openShop } from './openShop'
import { parseStartOptions, type StartOptions } from './options'
import { buildOwnApp, readOwnApp } from './ownApp'
import { COOK } from './people'
import { pointAtMeter } from './pointAtMeter'
import { STORE_ID, writeHistory } from './writeHistory'
import { writeMaps } from './writeMaps'

/** Progress goes to standard error; the one line on standard output is for whoever waits for it. */
const say = (line: string): void => console.error(`kandian: ${line}`)

/** npm start: the local cloud with a shop, its past and its customers; or with somebody's own mini-program. */
async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env)
  const { program, integrated } = await programOf(options)
  const cloud = await startLocalCloud({
    folder: options.folder,
    ...program,
    now: options.frozenAt ?? firstMoment(Date.now()),
    frozen: true, // while the shop is set up, no timer fires
    speed: options.speed,
    onTrouble: say,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.token === undefined ? {} : { token: options.token }),
    ...(options.templates === undefined ? {} : { templates: options.templates }),
  })
  const stop = (): void => void cloud.close()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    say(`the data folder is ${shown(options.folder)}; the shop's clock says ${shanghaiTime(cloud.clock.now())}`)
    if (options.app === undefined && !isOpened(cloud))
      await openShop(cloud, options.history ? writeHistory(cloud, options.seed, say) : null, say)
    if (options.app === undefined) {
      await writeMaps(cloud)
      await pointAtMeter(cloud)
    }
    if (integrated !== undefined) await openIntegrated(cloud, integrated, say)
    if (options.crowd && options.app === undefined) {
      const sdkFile = join(sdkBuilt, 'kandian.js')
      const crowd = startCrowd(cloud, { seed: options.seed, level: 'usual', sdkFile, store: STORE_ID, cook: COOK })
      cloud.addRoutes(crowdRoutes(crowd))
    }
    await forgetUsage(cloud)
    if (options.frozenAt === undefined) cloud.clock.resume()
    else say('the clock stands still: move it on the page, or by POST /_local/clock')
  } catch (error) {
    await cloud.close()
    throw error
  }
  const adminPage = integrated === undefined ? '' : `${integrated.pages}/pages/overview/index`
  const url = `${cloud.url}/?token=${cloud.token}${options.app === undefined ? '' : `&adminPage=${adminPage}`}`
  console.log(`ready ${url}`)
  if (options.open) openBrowser(url)
  await cloud.closed
}

interface Program {
  program: Partial<LocalCloudOptions> & Pick<LocalCloudOptions, 'functions'>
  /** another project that we were put into */
  integrated?: Subject
}

/** What runs in the cloud: the sample shop, or another project's functions behind its own pages. */
async function programOf({ app, folder, functions }: StartOptions): Promise<Program> {
  if (app === undefined) return { program: { functions: [functionsBuilt, ...functions], shell: shellBuilt } }
  const { appid, functions: theirs, integrated } = readOwnApp(app)
  const shell = join(folder, 'shell')
  await buildOwnApp(app, shell, say)
  const program = { functions: [...theirs, ...functions], shell, ...(appid === undefined ? {} : { appid }) }
  if (integrated === undefined) return { program: { ...program, collections: [] } }
  const { collections, orders } = integrated
  const isTheirs = !collections.some(({ name }) => name === orders.collection)
  return {
    program: { ...program, collections: isTheirs ? [...collections, collection(orders.collection)] : collections },
    integrated,
  }
}

/** What it took to make the shop is nothing an environment would bill the shop for. */
async function forgetUsage({ url, token }: Pick<LocalCloud, 'url' | 'token'>): Promise<void> {
  await fetch(`${url}/_local/usage`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
}

const shanghaiTime = (ms: number): string =>
  new Date(ms).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

main().then(
  () => process.exit(0),
  (error: Error) => {
    say(error.message)
    process.exit(1)
  },
)
