import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../tools/paths'
import type { Row } from '../harness/row'
import { gzipBytes } from './gzipBytes'
import { type SimulatedPhone, simulatedPhone } from './simulatedPhone'
import { thrown } from './wire'

/** What else an app could take, by the file that its guide has it import. web-vitals is for browsers: its weight only. */
const entries = {
  'sentry-miniapp': 'esm/index.js',
  'sa-sdk-miniprogram': 'dist/wechat/sensorsdata.esm.js',
  'umtrack-wx': 'lib/index.js',
  'web-vitals': 'dist/web-vitals.js',
}

interface Sentry {
  init(options: { dsn: string }): void
}

/** Weight of each, and what an error takes where errors are told. None of them measures a request: that only aegis does. */
export async function* peerRows(): AsyncGenerator<Row> {
  for (const [name, entry] of Object.entries(entries)) {
    const text = await peerBundle(name, entry)
    yield { name: `sdk.gzip.${name}`, value: gzipBytes(text) }
    if (name === 'sentry-miniapp') yield { name: `sdk.wire.error.${name}`, value: await sentryErrorBytes(text) }
  }
}

/** As an app's own build makes it: one minified file, without comments. */
async function peerBundle(name: string, entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'node_modules', name, entry)],
    ...{ bundle: true, minify: true, platform: 'neutral', mainFields: ['module', 'main'] },
    // once, as an app has it that installs this alone; our tools' other versions would make it several
    alias: { tslib: join(root, 'node_modules', 'tslib') },
    ...{ target: 'es2018', format: 'cjs', legalComments: 'none', charset: 'utf8', write: false, logLevel: 'silent' },
  })
  return outputFiles[0]?.text ?? ''
}

function withSentry(text: string): SimulatedPhone {
  const phone = simulatedPhone()
  // it looks for the platform in the global object, not in its scope
  Object.assign(globalThis, { wx: phone.wx, getCurrentPages: () => [] })
  const { init } = phone.load(text) as Sentry
  init({ dsn: 'https://abc@sentry.io/1' })
  return phone
}

/** The report of the same error after the same requests as in wire.ts; it goes alone, so all of it counts. */
async function sentryErrorBytes(text: string): Promise<number> {
  const phone = withSentry(text)
  for (let n = 0; n < 10; n++) phone.request()
  phone.tell('Error', thrown)
  // it sends in a microtask or two
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve()
    phone.advance(100)
  }
  return phone.sent.reduce(
    (sum, { what }) => sum + Buffer.byteLength(typeof what === 'string' ? what : JSON.stringify(what)),
    0,
  )
}
