import fs from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'

/** Builds the simulator page into the folder that is served at `/`: index.html, desk.js, desk.css. */
export async function buildDesk({ outDir }: { outDir: string }): Promise<{ bytes: number }> {
  fs.mkdirSync(outDir, { recursive: true })
  const page = path.join(__dirname, 'page')
  fs.copyFileSync(path.join(page, 'index.html'), path.join(outDir, 'index.html'))
  const sheets = ['tokens.css', 'desk.css', 'panels.css'].map((file) => fs.readFileSync(path.join(page, file), 'utf8'))
  fs.writeFileSync(path.join(outDir, 'desk.css'), sheets.join('\n'))
  const outfile = path.join(outDir, 'desk.js')
  await esbuild.build({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    outfile,
    format: 'iife',
    target: 'es2020',
    sourcemap: true,
    logLevel: 'silent',
  })
  return { bytes: fs.statSync(outfile).size }
}
