import { minify as fold } from '@swc/core'
import { build } from 'esbuild'
import { minify as shorten } from 'terser'
import { withShortNames } from './names/shortNames'

/**
 * Fields that never leave the SDK: neither on the wire, nor of WeChat's, nor of what an app gives or gets. Their names
 * are for readers of the source, so the bundle has shorter ones. A name that is missing here costs some bytes only.
 */
const inner = [
  'after answer api attempts body carry clearTimeout close collectors content count crumb decide describe described',
  'drop drops elapsed ended flying grew grown header healths hear heardLast helm host keep',
  'lastResort latestCrumbs load lose lost memoryMb nameOrder namedOrder next open options outbox pageName parcels',
  'phoneKind point put queue record redefine redefined remove report roll routeName save',
  'sawDefinition seers send sendNow setTimeout share sight start stepsOf storage templates',
  'toldCrumb totals transport upMs urgent visiblePage write',
]
  .join(' ')
  .split(' ')

/** One entry of the SDK as phones get it: see unnamedSdkText and names/shortNames.ts. */
export const sdkText = async (entry: string, target?: string): Promise<string> =>
  withShortNames(await unnamedSdkText(entry, target))

/**
 * Bundles one entry of the SDK into one minified CommonJS module. What esbuild would put around one (accessors for each
 * name) weighs more than what it is for, so its list of exports is turned into the plain assignment.
 */
export async function unnamedSdkText(entry: string, target = 'es2018'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'neutral',
    target,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'inline',
    mangleProps: new RegExp(`^(${inner.join('|')})$`),
    write: false,
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.text ?? ''
  const exported = /export\s*\{([^}]*)\};?\s*$/
  const names = exported.exec(text)?.[1]
  if (names === undefined) throw new Error(`${entry} exports nothing: an app could not use it`)
  const [, only] = /^\s*([\w$]+) as default\s*$/.exec(names) ?? []
  const pairs = names.split(',').map((pair) => {
    const [inside, outside] = pair.trim().split(' as ')
    return outside === undefined ? inside : `${outside}:${inside}`
  })
  const script = `"use strict";${text.replace(exported, '')};module.exports=${only ?? `{${pairs.join(',')}}`}`
  return squeezed(script)
}

/**
 * Two squeezers one after the other, since each folds and joins what the other leaves. None of the options that call
 * themselves unsafe. A function that is used once stays whole in its place: mixed into what is around it, its names would
 * be new ones beside all the others, which is shorter to read and longer for gzip.
 */
async function squeezed(script: string): Promise<string> {
  const compress = { passes: 3, ecma: 2018 as const, toplevel: true, keep_fargs: false, reduce_funcs: false }
  const mangle = { toplevel: true }
  const format = { ecma: 2018 as const, comments: false as const }
  const { code: folded } = await fold(script, { compress: { ...compress, inline: 0 }, mangle, format, module: false })
  const { code } = await shorten(folded, { compress: { ...compress, sequences: false }, mangle, format })
  return code ?? ''
}
