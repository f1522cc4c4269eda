/** The commands that our texts tell people to type. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../tools/paths'

export const guides = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))

/** Lines of the ```sh blocks of a text, without comments, in order. */
export function commandsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '')
}

/** A command with the names of its examples in one language. */
export const inEnglish = (command: string): string =>
  command.replaceAll('目录', 'DIR').replaceAll('环境ID', 'ENV').replaceAll('文件', 'FILE').replaceAll('名字', 'NAME')
