import type { Plugin } from 'esbuild'

/**
 * What wx-server-sdk brings along and loads at every cold start, though no function of ours calls it: over half of what
 * the SDK weighs. In the bundle a line stands in its place that names it to whoever does call it.
 */
const uncalled: readonly { part: string; file: RegExp }[] = [
  { part: 'cloud.ai()', file: /[\\/]node-sdk[\\/]dist[\\/]ai[\\/]index\.js$/ },
  { part: 'models, mysql and rdb', file: /[\\/]@cloudbase[\\/]wx-cloud-client-sdk[\\/]/ },
  { part: 'uploading files', file: /[\\/]node_modules[\\/]xml2js[\\/]/ },
  { part: 'signing in by a ticket of one’s own', file: /[\\/]node_modules[\\/]jsonwebtoken[\\/]/ },
  { part: 'watch()', file: /[\\/]database[\\/]dist[\\/]commonjs[\\/]realtime[\\/]websocket-client\.js$/ },
]
/** Two thousand endings of files by their kind, read as the SDK loads, asked for files alone. */
const fileKinds = /[\\/]node_modules[\\/]mime-db[\\/]/

/** Bundles a function without the parts of its SDK that it does not call. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup(build) {
    for (const { part, file } of uncalled) build.onLoad({ filter: file }, () => ({ contents: standIn(part) }))
    build.onLoad({ filter: fileKinds }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** Loads like any module; whatever else is asked of it throws. Loaders of modules ask for symbols and `__esModule`. */
function standIn(part: string): string {
  const words = `${part} is not in this bundle: take it out of tools/build/leftOut.ts`
  return `module.exports = new Proxy({}, { get(_, name) {
    if (typeof name === 'symbol' || name === '__esModule') return undefined
    throw new Error(${JSON.stringify(words)})
  } })`
}
