import fs from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'

const DESK_PAGE = path.join(__dirname, '..', 'desk', 'page')
const PAGE = path.join(__dirname, 'page')

/** Builds the page that looks into the cloud, served at `/cloud`: cloud.html, cloud.js, cloud.css. */
export async function buildConsole({ outDir }: { outDir: string }): Promise<void> {
  fs.mkdirSync(outDir, { recursive: true })
  fs.copyFileSync(path.join(PAGE, 'cloud.html'), path.join(outDir, 'cloud.html'))
  const ofDesk = ['tokens.css', 'desk.css'].map((file) => path.join(DESK_PAGE, file))
  const sheets = [...ofDesk, ...['cloud.css', 'views.css'].map((file) => path.join(PAGE, file))]
  const styles = sheets.map((file) => fs.readFileSync(file, 'utf8')).join('\n')
  fs.writeFileSync(path.join(outDir, 'cloud.css'), styles)
  await esbuild.build({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    outfile: path.join(outDir, 'cloud.js'),
    format: 'iife',
    target: 'es2020',
    logLevel: 'silent',
  })
}
