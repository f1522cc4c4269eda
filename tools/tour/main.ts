import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launchBrowser } from '../browser'
import { removeFolder, type StartedShop, startShop } from '../start/startedShop'
import { indexPage } from './indexPage'
import { scenes } from './scenes'
import { type Picture, SIZES, takePicture } from './takePictures'

/**
 * `npm run tour -- --out DIR [--only WORD]`: the real pages on the local cloud, in every state, at both sizes (in the dark at the
 * larger one): a picture each and a page of all of them. Ends with 1 when something is cut, covered, outside the screen or hard to read or tap.
 */
async function main(words: string[]): Promise<void> {
  const folder = resolve(wordAfter(words, '--out') ?? 'tour')
  const only = wordAfter(words, '--only') ?? ''
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  const shown: { scene: (typeof scenes)[number]; pictures: Picture[] }[] = []
  let shop: StartedShop | null = null
  const close = async (): Promise<void> => {
    await shop?.stop()
    if (shop !== null) removeFolder(shop)
  }
  try {
    for (const scene of scenes) {
      if (scene.start !== undefined) {
        await close()
        shop = await startShop(scene.start)
      }
      if (shop === null) throw new Error(`${scene.name} has no shop to begin with`)
      await scene.arrange?.(shop)
      const stops = typeof scene.stops === 'function' ? await scene.stops(shop) : scene.stops
      const pictures: Picture[] = []
      for (const stop of stops.filter(({ name }) => name.includes(only))) {
        for (const size of stop.dark ? SIZES.slice(0, 1) : SIZES) {
          const picture = await takePicture(browser, shop, stop, size, folder)
          pictures.push(picture)
          console.log(`${picture.wrong.length === 0 ? 'ok  ' : 'FAIL'} ${picture.file}`)
          for (const line of picture.wrong) console.log(`     ${line}`)
        }
      }
      shown.push({ scene, pictures })
    }
  } finally {
    await close()
    await browser.close()
  }
  writeFileSync(join(folder, 'index.html'), indexPage(shown))
  const pictures = shown.flatMap((one) => one.pictures)
  const bad = pictures.filter(({ wrong }) => wrong.length > 0).length
  console.log(`tour: ${pictures.length} pictures in ${folder}, ${bad} with something wrong`)
  if (bad > 0) process.exitCode = 1
}

function wordAfter(words: string[], name: string): string | undefined {
  const at = words.indexOf(name)
  return at < 0 ? undefined : words[at + 1]
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`tour: ${error.message}`)
  process.exitCode = 1
})
