import fs from 'node:fs'
import path from 'node:path'
import { readAppConfig } from './appConfig'
import { bundle } from './bundle'
import { type ComponentSource, crawlComponents } from './componentGraph'
import { isFile, readText } from './files'
import { drawIcons, TDESIGN_ICON } from './icons'
import { copyImages, walk } from './images'
import { Packages } from './packages'
import { compileStyle } from './styles'
import { compileTemplates } from './templates'

export interface ShellOptions {
  /** the mini-program's source, or a built one: the folder with app.json or with project.config.json */
  source: string
  /** receives phone.html, phone.css, app.js and the pictures */
  outDir: string
  /** where npm components are looked up */
  nodeModules: string
}

export interface ShellReport {
  components: number
  pages: number
  bytes: number
  ms: number
  /** `file:line: text`: tags that the shell has not, remarks of the template compiler */
  warnings: string[]
}

/**
 * Compiles a native mini-program into one page that a browser runs.
 * @throws CompileError `file:line: message` for anything wrong in the mini-program
 */
export async function compileShell({ source, outDir, nodeModules }: ShellOptions): Promise<ShellReport> {
  const startedAt = performance.now()
  const app = readAppConfig(path.resolve(source))
  const packages = new Packages(app.root, path.resolve(nodeModules))
  const components = [...crawlComponents(app, packages).values()]
  const templates = compileTemplates(components, packages)
  const styles = compileStyles(components, packages, app.root, nodeModules)
  fs.mkdirSync(outDir, { recursive: true })
  const bytes = await bundle({
    app,
    packages,
    components,
    templates: templates.script,
    styles,
    images: copyImages(app.root, outDir),
    outFile: path.join(outDir, 'app.js'),
    nodeModules: path.resolve(nodeModules),
  })
  writePage(outDir)
  return {
    components: components.length,
    pages: components.filter((one) => one.isPage).length,
    bytes,
    ms: Math.round(performance.now() - startedAt),
    warnings: templates.warnings,
  }
}

/** The page around the mini-program: its frame, what WeChat draws over it, and the look of the built-in tags. */
function writePage(outDir: string) {
  const folder = path.join(__dirname, '../page')
  fs.copyFileSync(path.join(folder, 'phone.html'), path.join(outDir, 'phone.html'))
  const sheets = ['frame.css', 'bars.css', 'overlay.css', 'tags.css', 'controls.css'].map((file) =>
    readText(path.join(folder, file)),
  )
  fs.writeFileSync(path.join(outDir, 'phone.css'), sheets.join('\n'))
}

function compileStyles(components: ComponentSource[], packages: Packages, root: string, nodeModules: string) {
  const styles: Record<string, string> = { app: compileStyle(path.join(root, 'app.wxss'), '', packages) }
  for (const one of components) styles[one.id] = compileStyle(`${one.base}.wxss`, one.styleScope, packages)
  const icon = components.find((one) => one.id === TDESIGN_ICON)
  if (icon) {
    const bases = components.flatMap(({ base }) => ['.wxml', '.ts', '.js', '.json'].map((ending) => base + ending))
    const files = [...bases.filter(isFile), ...[...walk(root)].filter((file) => /\.(ts|js|json|wxml)$/.test(file))]
    styles[icon.id] = drawIcons(styles[icon.id] ?? '', icon.styleScope, [...new Set(files)].map(readText), nodeModules)
  }
  return styles
}
