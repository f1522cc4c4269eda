import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../paths'

/** A mistake that somebody could make, as a change of one file. `find` stands there exactly once. */
export interface Mutant {
  name: string
  /** from the project's root */
  file: string
  find: string
  replace: string
}

/** @throws where the text to change is not there exactly once: the code was rewritten, the mutant has to follow */
export function mutated({ name, file, find, replace }: Mutant, text: string): string {
  const found = text.split(find).length - 1
  if (found !== 1) throw new Error(`mutant "${name}": its place is ${found} times in ${file}`)
  return text.replace(find, () => replace)
}

/**
 * The schedules, played on the code with one mistake in it. The files stay as they are.
 * @param entry the file whose exports play them, from the project's root
 */
export async function withMutant<S, T>(mutant: Mutant, entry: string, run: (schedules: S) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-mutant-'))
  const outfile = join(folder, 'schedules.cjs')
  const path = join(root, mutant.file)
  const change = mutated(mutant, readFileSync(path, 'utf8'))
  try {
    await build({
      entryPoints: [join(root, entry)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
      // the pack of rules is read from beside the fakes
      define: { __dirname: JSON.stringify(join(root, 'test/fakes')) },
      plugins: [
        {
          name: 'mutant',
          setup: ({ onLoad }) =>
            onLoad({ filter: /\.ts$/ }, (args) =>
              args.path === path ? { contents: change, loader: 'ts' as const } : undefined,
            ),
        },
      ],
    })
    return await run(createRequire(outfile)(outfile) as S)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
