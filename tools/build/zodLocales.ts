import { dirname } from 'node:path'
import type { Plugin } from 'esbuild'

/** zod brings its error texts in fifty languages, 290 kB a function; ours are answered in codes, so English will do. */
export const onlyEnglishZod: Plugin = {
  name: 'only-english-zod',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: dirname(path),
    }))
  },
}
