import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { readAppConfig } from './compile/appConfig'
import { walk } from './compile/images'

export interface CompilerVerdict {
  ok: boolean
  wxmlFiles: number
  wxssFiles: number
  /** the compilers' own words, one entry a complaint */
  errors: string[]
}

const FOLDERS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' }
const OUTPUT_BYTES = 64 * 1024 * 1024

/**
 * Asks WeChat's own compilers (of the package miniprogram-compiler; they run offline) whether they take a
 * mini-program's WXML, WXS and WXSS.
 * @param folder with app.json, or with project.config.json
 */
export function checkWithWechatCompilers(folder: string): CompilerVerdict {
  const { root } = readAppConfig(folder)
  const files = [...walk(root)].map((file) => path.relative(root, file).split(path.sep).join('/'))
  const ending = (end: string) => files.filter((file) => file.endsWith(end)).map((file) => `./${file}`)
  const wxml = ending('.wxml')
  const wxss = ending('.wxss')
  const errors = [
    ...run('wcc', root, ['-d', '-cc', componentArguments(root, wxml), ...wxml, ...ending('.wxs'), '-gn', '$gwx']),
    ...run('wcsc', root, ['-db', '-pc', String(wxss.length), ...wxss]),
  ]
  return { ok: errors.length === 0, wxmlFiles: wxml.length, wxssFiles: wxss.length, errors }
}

/** wcc wants to know each file's custom tags: `N file count tag tag file count tag …`. */
function componentArguments(root: string, wxml: string[]): string {
  const parts = wxml.flatMap((file) => {
    const json = path.join(root, file.replace(/\.wxml$/, '.json'))
    const tags = fs.existsSync(json)
      ? Object.keys((JSON.parse(fs.readFileSync(json, 'utf8')) as { usingComponents?: object }).usingComponents ?? {})
      : []
    return tags.length > 0 ? [[file, String(tags.length), ...tags]] : []
  })
  return [String(parts.length), ...parts.flat()].join(' ')
}

function run(name: 'wcc' | 'wcsc', folder: string, args: string[]): string[] {
  const program = compilerPath(name)
  const { status, stderr, error } = spawnSync(program, args, { cwd: folder, maxBuffer: OUTPUT_BYTES, encoding: 'utf8' })
  if (error) return [`${name} does not run: ${error.message}`]
  if (status === 0) return []
  return [`${name}: ${stderr.trim() || `exit code ${status}`}`]
}

function compilerPath(name: string): string {
  const platform = FOLDERS[process.platform]
  if (!platform) throw new Error(`WeChat has no ${name} for ${process.platform}`)
  const folder = path.join(path.dirname(require.resolve('miniprogram-compiler/package.json')), 'bin', platform)
  const program = path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)
  // The package does not keep the permission to run.
  if (process.platform !== 'win32') fs.chmodSync(program, 0o755)
  return program
}
