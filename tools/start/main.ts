import { join } from 'node:path'
import { startCrowd } from '../../localcloud/crowd/crowd'
import { crowdRoutes } from '../../localcloud/crowd/crowdRoutes'
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud/localCloud'
import { functionsBuilt, sdkBuilt, shellBuilt, shown } from '../paths'
import { firstMoment } from './firstMoment'
import { openBrowser } from './openBrowser'
import { isOpened, openShop } from './openShop'
import { parseStartOptions, type StartOptions } from './options'
import { buildOwnApp, readOwnApp } from './ownApp'
import { COOK } from './people'
import { STORE_ID, writeHistory } from './writeHistory'
import { writeMaps } from './writeMaps'

/** Progress goes to standard error; the one line on standard output is for whoever waits for it. */
const say = (line: string): void => console.error(`kandian: ${line}`)

/** npm start: the local cloud with a shop, its past and its customers; or with somebody's own mini-program. */
async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env)
  const cloud = await startLocalCloud({
    folder: options.folder,
    ...(await programOf(options)),
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
    if (options.app === undefined) await writeMaps(cloud)
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
  const url = `${cloud.url}/?token=${cloud.token}${options.app === undefined ? '' : '&adminPage='}`
  console.log(`ready ${url}`)
  if (options.open) openBrowser(url)
  await cloud.closed
}

/** What runs in the cloud: the sample shop, or another project's functions behind its own pages. */
async function programOf(
  options: StartOptions,
): Promise<Partial<LocalCloudOptions> & Pick<LocalCloudOptions, 'functions'>> {
  const { app, folder, functions } = options
  if (app === undefined) return { functions: [functionsBuilt, ...functions], shell: shellBuilt }
  const own = readOwnApp(app)
  const shell = join(folder, 'shell')
  await buildOwnApp(app, shell, say)
  const appid = own.appid === undefined ? {} : { appid: own.appid }
  return { functions: [...own.functions, ...functions], shell, collections: [], ...appid }
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
