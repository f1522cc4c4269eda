import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/**
 * Loads a module the way our functions are deployed: as one file. What a loader of single files does to every access of
 * an import costs more than a fold.
 * @param file of bench/, without extension
 */
export function loadBundled<T>(file: string): T {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-bench-'))
  const outfile = join(folder, 'bundle.js')
  try {
    buildSync({
      entryPoints: [join(__dirname, '..', `${file}.ts`)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      // as tools/build does: constants of other modules become literals
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: 'error',
    })
    return require(outfile) as T
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
