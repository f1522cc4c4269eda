import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths'
import type { Finding } from './check'
import { runTool } from './runTool'

export const layerFolders = [
  'contract',
  'core',
  'adapters',
  'cloudfunctions',
  'miniprogram',
  'database',
  'localcloud',
  'tools',
  'test',
  'bench',
]

/** Fewer modules than this means that the sources were not read, which dependency-cruiser does not call an error. */
const fewestModules = 50

interface Cruise {
  modules: { source: string }[]
  summary: { violations: { from: string; to: string; rule: { name: string } }[] }
}

/**
 * Holds the layers' rules against a tree.
 * @param folder the tree, with the rules in its .dependency-cruiser.cjs
 */
export async function checkLayers(folder = root, fewest = fewestModules): Promise<Finding> {
  const folders = layerFolders.filter((name) => existsSync(join(folder, name)))
  const script = 'dependency-cruiser/bin/dependency-cruise.mjs'
  const words = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
  const { output } = await runTool(script, words, folder)
  const start = output.indexOf('{')
  if (start < 0) return { ok: false, text: output.trim() || 'dependency-cruiser said nothing' }
  return judgeCruise(JSON.parse(output.slice(start)) as Cruise, fewest)
}

function judgeCruise({ modules, summary }: Cruise, fewest: number): Finding {
  const own = modules.filter(({ source }) => layerFolders.some((name) => source.startsWith(`${name}/`)))
  if (own.length < fewest)
    return { ok: false, text: `only ${own.length} modules were read: the layers were not checked` }
  const lines = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
  return lines.length > 0 ? { ok: false, text: lines.join('\n') } : { ok: true, note: `${own.length} modules` }
}
