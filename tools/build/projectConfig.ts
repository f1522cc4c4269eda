import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeFile } from '../files'
import { dist, root } from '../paths'

interface ProjectConfig {
  miniprogramRoot: string
  cloudfunctionRoot: string
}

/** Writes dist/project.config.json, so that WeChat DevTools opens dist/ on its own, without the sources around it. */
export function writeProjectConfig(): void {
  const config = JSON.parse(readFileSync(join(root, 'project.config.json'), 'utf8')) as ProjectConfig
  const moved = { ...config, miniprogramRoot: 'miniprogram/', cloudfunctionRoot: 'cloudfunctions/' }
  writeFile(join(dist, 'project.config.json'), `${JSON.stringify(moved, null, 2)}\n`)
}
