import fs from 'node:fs'
import path from 'node:path'

const IMAGE = /\.(png|jpe?g|gif|svg|webp)$/i

/** Pictures of the mini-program: copied beside the page. @returns addresses by path in the package, e.g. 'images/bowl.svg' */
export function copyImages(root: string, outDir: string): Record<string, string> {
  const images: Record<string, string> = {}
  for (const file of walk(root)) {
    if (!IMAGE.test(file)) continue
    const id = path.relative(root, file).split(path.sep).join('/')
    const target = path.join(outDir, 'files', id)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.copyFileSync(file, target)
    images[id] = `files/${id}`
  }
  return images
}

/** All files of a folder, without node_modules and hidden folders. */
export function* walk(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) continue
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(file)
    else yield file
  }
}
