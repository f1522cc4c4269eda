import { minify } from '@swc/core'
import { build } from 'esbuild'

/**
 * Fields that never leave the SDK: neither on the wire, nor of WeChat's, nor of what an app gives or gets. Their names
 * are for readers of the source, so the bundle has shorter ones. A name that is missing here costs some bytes only.
 */
const inner = [
  ...['record', 'report', 'crumb', 'shown', 'hidden', 'ended', 'host', 'redefine', 'elapsed', 'parts', 'helm'],
  ...['outbox', 'drops', 'parcels', 'lose', 'carry', 'take', 'tuples', 'totals', 'isEmpty', 'body', 'keep', 'follow'],
  ...['changed', 'attempts', 'flying', 'described', 'roll', 'queue', 'transport', 'lastResort', 'templates'],
  ...['collectors', 'urgent', 'upMs', 'memoryMb', 'api', 'start', 'options', 'pages', 'setTimeout', 'clearTimeout'],
  ...[
    'count',
    'point',
    'write',
    'close',
    'send',
    'next',
    'save',
    'load',
    'hear',
    'put',
    'after',
    'health',
    'remove',
    'share',
  ],
  ...['nameOrder', 'sight', 'lost', 'handed', 'drop', 'shape', 'grew'],
]

/**
 * Bundles one entry of the SDK into one minified CommonJS module. What esbuild would put around one (accessors for each
 * name) weighs more than what it is for, so its list of exports is turned into the plain assignment.
 */
export async function sdkText(entry: string, target = 'es2018'): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'neutral',
    target,
    format: 'esm',
    minify: true,
    charset: 'utf8',
    legalComments: 'inline',
    mangleProps: new RegExp(`^(${inner.join('|')})$`),
    write: false,
    logLevel: 'silent',
  })
  const text = outputFiles[0]?.text ?? ''
  const exported = /export\{([^}]*)\};?\s*$/
  const names = exported.exec(text)?.[1]
  if (names === undefined) throw new Error(`${entry} exports nothing: an app could not use it`)
  const [, only] = /^([\w$]+) as default$/.exec(names) ?? []
  const pairs = names.split(',').map((pair) => {
    const [inside, outside] = pair.split(' as ')
    return outside === undefined ? inside : `${outside}:${inside}`
  })
  const script = `"use strict";${text.replace(exported, '')};module.exports=${only ?? `{${pairs.join(',')}}`}`
  return squeezed(script)
}

/** swc folds and joins what esbuild leaves: a twentieth of the weight. None of its options that call themselves unsafe. */
async function squeezed(script: string): Promise<string> {
  const { code } = await minify(script, {
    compress: { passes: 3, ecma: 2018, toplevel: true },
    mangle: { toplevel: true },
    format: { ecma: 2018, comments: false },
    module: false,
  })
  return `${code}\n`
}
