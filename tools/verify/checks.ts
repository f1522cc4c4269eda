import type { Check } from './check'
import { checkCloudbaserc } from './cloudbasercCheck'
import { checkDocPaths } from './docPaths'
import { checkLayers } from './layers'
import { checkLock } from './lockAddresses'
import { runTool } from './runTool'
import { checkTypeOnlyImports } from './typeOnlyImports'

/** Everything that `npm run verify` looks at, in the order in which it is shown. */
export const checks: Check[] = [
  { name: 'types', run: () => runTool('typescript/bin/tsc', ['-b', '--pretty', 'false']) },
  {
    name: 'lint',
    run: () =>
      runTool('@biomejs/biome/bin/biome', [
        'ci',
        '--error-on-warnings',
        '--colors=off',
        '--reporter=concise',
        '--max-diagnostics=60',
      ]),
  },
  { name: 'layers', run: () => checkLayers() },
  { name: 'type-only imports', run: () => checkTypeOnlyImports() },
  { name: 'dead code', run: () => runTool('knip/bin/knip.js', ['--no-progress']) },
  { name: 'paths in texts', run: () => checkDocPaths() },
  { name: 'lock', run: () => checkLock() },
  { name: 'cloudbaserc.json', run: () => checkCloudbaserc() },
]
