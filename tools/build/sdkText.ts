import { build } from 'esbuild'

/**
 * Fields that never leave the SDK: neither on the wire, nor of WeChat's, nor of what an app gives or gets. Their names
 * are for readers of the source, so the bundle has shorter ones. A name that is missing here costs some bytes only.
 */
const inner = [
  ...['record', 'report', 'crumb', 'shown', 'hidden', 'ended', 'host', 'redefine', 'elapsed', 'parts', 'helm'],
  ...['outbox', 'drops', 'parcels', 'lose', 'carry', 'take', 'tuples', 'totals', 'isEmpty', 'body', 'keep', 'follow'],
  ...['changed', 'attempts', 'flying', 'described', 'roll', 'queue', 'transport', 'lastResort', 'templates'],
  ...['collectors', 'urgent', 'upMs', 'memoryMb'],
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
  const pairs = names.split(',').map((pair) => {
    const [inside, outside] = pair.split(' as ')
    return outside === undefined ? inside : `${outside}:${inside}`
  })
  return `"use strict";${text.replace(exported, '').trimEnd()}module.exports={${pairs.join(',')}};\n`
}
