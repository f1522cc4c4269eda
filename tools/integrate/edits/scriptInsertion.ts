import { type Insertion, lineEnd } from './insertion'

/** Byte order mark, blanks, comments, and a directive, which must stay first. */
const beforeTheFirst = /^\uFEFF?(?:(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*(["'])use strict\1[ \t]*;?(?:[ \t]*\r?\n)?)?/

/** The line that starts the SDK, before everything else that a script does. */
export function firstLine(text: string, form: 'import' | 'require', module: string, note: string): Insertion {
  const before = beforeTheFirst.exec(text)?.[0] ?? ''
  const statement = form === 'import' ? `import '${module}'` : `require('${module}');`
  const isWithinALine = before !== '' && !/[\n\uFEFF]$/.test(before)
  if (isWithinALine) return { offset: before.length, text: ` /* ${note} */ ${statement.replace(/;?$/, ';')}` }
  return { offset: before.length, text: `${statement} // ${note}${lineEnd(text)}` }
}

/** Lines at the end of a script, between marks. */
export function lastLines(text: string, lines: readonly string[], note: string): Insertion {
  const eol = lineEnd(text)
  const marked = [`// >>> ${note}`, ...lines, '// <<< kandian'].map((line) => line + eol).join('')
  return { offset: text.length, text: (text === '' || text.endsWith('\n') ? '' : eol) + eol + marked }
}
