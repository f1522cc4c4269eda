import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../browser'
import { removeFolder, type StartedShop, startShop } from '../start/startedShop'
import { indexPage } from './indexPage'
import { Phones } from './phones'
import { plan } from './plan'
import { scenes } from './scenes'
import { visit } from './visit'

/**
 * `npm run tour -- --out DIR [--only WORD,WORD] [--texts docs/pictures]`: the real pages on the local cloud, in every state, on a usual and on a small
 * phone, in the light and in the dark: a picture each and a page of all of them. Ends with 1 when something is cut, covered,
 * outside the screen or hard to read or tap. A word is part of the name of a scene or of a picture. With `--texts` the first
 * screens that our texts show are taken too.
 */
async function main(words: string[]): Promise<void> {
  const folder = resolve(wordAfter(words, '--out') ?? 'tour')
  const texts = wordAfter(words, '--texts')
  const folders = { out: folder, texts: texts === undefined ? null : resolve(texts) }
  const planned = plan(scenes, wordAfter(words, '--only')?.split(',') ?? [''])
  mkdirSync(folder, { recursive: true })
  const browser = await launchBrowser()
  const shown: Parameters<typeof indexPage>[0] = []
  let open: { shop: StartedShop; phones: Phones } | null = null
  // the shop is a process of its own, which would live on
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close(open).finally(() => process.exit(1)))
  try {
    for (const { scene, pictures } of planned) {
      if (scene.start !== undefined) {
        await close(open)
        open = null
        open = await start(browser, scene.start)
      }
      if (open === null) throw new Error(`${scene.name} has no shop to begin with`)
      await scene.arrange?.(open.shop, browser)
      const taken = await visit(scene, pictures, { ...open, folders, say: console.log })
      shown.push({ scene, pictures: taken })
    }
  } finally {
    await close(open)
    await browser.close()
  }
  writeFileSync(join(folder, 'index.html'), indexPage(shown))
  const pictures = shown.flatMap((one) => one.pictures)
  const bad = pictures.filter(({ wrong }) => wrong.length > 0).length
  console.log(`tour: ${pictures.length} pictures in ${folder}, ${bad} with something wrong`)
  if (bad > 0 || pictures.length === 0) process.exitCode = 1
}

async function start(browser: Browser, words: string[]): Promise<{ shop: StartedShop; phones: Phones }> {
  const shop = await startShop(words)
  return { shop, phones: new Phones(browser, shop) }
}

async function close(open: { shop: StartedShop; phones: Phones } | null): Promise<void> {
  if (open === null) return
  await open.phones.close()
  await open.shop.stop()
  removeFolder(open.shop)
}

function wordAfter(words: string[], name: string): string | undefined {
  const at = words.indexOf(name)
  return at < 0 ? undefined : words[at + 1]
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`tour: ${error.message}`)
  process.exitCode = 1
})
