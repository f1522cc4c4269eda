import type { Source } from './sources'

/** A collection that their code writes to: fields it gives its documents, with the place where each is first seen. */
export interface WrittenCollection {
  name: string
  /** field → 'path:line' */
  fields: Map<string, string>
}

const addPattern =
  /\.collection\(\s*['"`]([\w-]+)['"`]\s*\)(?:(?!\.collection\()[^;]){0,200}?\.(add|update|set)\s*\(\s*\{/g
const dataPattern = /^\s*data\s*:\s*/
const namePattern = /^([\w$]+)(?:\s*:|\s*(?=,|$))/

/** Collections that are added to, with the fields of what is added; fields that only an update names come along. */
export function collectionsWritten(sources: readonly Source[]): WrittenCollection[] {
  const found = new Map<string, WrittenCollection & { added: boolean }>()
  for (const { path, text } of sources) {
    for (const match of text.matchAll(addPattern)) {
      const [whole, name = '', action] = match
      const open = match.index + whole.length - 1
      const collection = found.get(name) ?? { name, fields: new Map(), added: false }
      found.set(name, collection)
      if (action === 'add') collection.added = true
      const line = text.slice(0, match.index).split('\n').length
      for (const field of fieldsOf(text, open)) {
        if (!collection.fields.has(field)) collection.fields.set(field, `${path}:${line}`)
      }
    }
  }
  return [...found.values()].filter(({ added }) => added).map(({ name, fields }) => ({ name, fields }))
}

/** Names in `{ data: { … } }`; a variable in its place is looked up where it is made. */
function fieldsOf(text: string, open: number): string[] {
  for (const member of membersOf(text, open)) {
    if (member === 'data') return literalOf(text, 'data')
    if (!dataPattern.test(member)) continue
    const value = member.replace(dataPattern, '')
    if (value.startsWith('{')) return membersOf(value, 0).flatMap(nameOf)
    if (/^\w+$/.test(value)) return literalOf(text, value)
  }
  return []
}

function literalOf(text: string, variable: string): string[] {
  const made = new RegExp(`\\b(?:const|let|var)\\s+${variable}\\b[^=;]{0,40}=\\s*\\{`).exec(text)
  return made === null ? [] : membersOf(text, made.index + made[0].length - 1).flatMap(nameOf)
}

const nameOf = (member: string): string[] => {
  const name = namePattern.exec(member.replace(/^['"]([\w$]+)['"]/, '$1'))?.[1]
  return name === undefined ? [] : [name]
}

/** The members between a brace and its partner, cut at commas of this level. */
function membersOf(text: string, open: number): string[] {
  const members: string[] = []
  let depth = 0
  let start = open + 1
  for (let at = open; at < text.length; at++) {
    const char = text[at] as string
    if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = text.indexOf(text[at + 1] === '/' ? '\n' : '*/', at)
      if (end < 0) break
      if (text.slice(start, at).trim() === '') start = end + (text[at + 1] === '/' ? 1 : 2)
      at = end
    } else if (char === '"' || char === "'" || char === '`') {
      at = endOfString(text, at)
    } else if ('{[('.includes(char)) depth += 1
    else if ('}])'.includes(char)) {
      depth -= 1
      if (depth === 0) {
        members.push(text.slice(start, at))
        break
      }
    } else if (char === ',' && depth === 1) {
      members.push(text.slice(start, at))
      start = at + 1
    }
  }
  return members.map((member) => member.trim()).filter((member) => member !== '')
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === text[from]) return at
  }
  return text.length
}
