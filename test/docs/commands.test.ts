import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../tools/paths'
import { commandsOf, guides, inEnglish } from './guides'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const texts = ['README.md', 'README.zh-CN.md', ...guides.map((name) => `docs/${name}`)]

test.each(texts)('%s names only npm commands that exist', (file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const named = [...text.matchAll(/npm run (?:--silent )?([a-z]+)/g)].map((match) => match[1] as string)
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
})

test('every guide in Chinese tells the same commands as the English one', () => {
  const chinese = guides.filter((name) => name.endsWith('.zh-CN.md'))
  expect(chinese.length).toBeGreaterThanOrEqual(10)
  for (const name of chinese) {
    const english = name.replace('.zh-CN', '')
    expect({ name, there: existsSync(join(root, 'docs', english)) }).toEqual({ name, there: true })
    // two of the older texts are told shorter in Chinese
    if (english === 'rules.md' || english === 'privacy.md') continue
    expect(commandsOf(`docs/${name}`).map(inEnglish)).toEqual(commandsOf(`docs/${english}`))
  }
})
