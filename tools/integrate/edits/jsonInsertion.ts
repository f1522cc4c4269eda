import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import { type Insertion, lineEnd } from './insertion'

/** Where new members go into an object or array that is written over lines, or in one line. */
interface Layout {
  eol: string
  /** one step of indentation */
  unit: string
  /** indentation of the members; null: all is in one line */
  members: string | null
}

/**
 * Puts values at the end of an array, or makes the array where it is missing, in the way the file is written.
 * @param path of the array; its parent must exist
 */
export function appendToArray(text: string, path: string[], values: readonly unknown[]): Insertion {
  const tree = treeOf(text)
  const array = findNodeAtLocation(tree, path)
  if (array?.type === 'array')
    return appendMembers(text, array, (layout) => values.map((value) => shown(value, layout)))
  const parent = findNodeAtLocation(tree, path.slice(0, -1)) ?? tree
  return appendProperty(text, parent, path.at(-1) as string, values)
}

/** Puts a property at the end of the whole object. */
export function addProperty(text: string, name: string, value: unknown): Insertion {
  return appendProperty(text, treeOf(text), name, value)
}

function appendProperty(text: string, object: Node, name: string, value: unknown): Insertion {
  return appendMembers(text, object, (layout) => [`${JSON.stringify(name)}: ${shown(value, layout)}`])
}

function appendMembers(text: string, parent: Node, write: (layout: Layout) => string[]): Insertion {
  const last = parent.children?.at(-1)
  const layout = layoutOf(text, parent, last)
  const between = layout.members === null ? ' ' : layout.eol + layout.members
  const members = write(layout)
  if (last !== undefined) {
    return { offset: last.offset + last.length, text: members.map((member) => `,${between}${member}`).join('') }
  }
  const offset = parent.offset + 1
  const isTight = offset === parent.offset + parent.length - 1
  const end = isTight && layout.members !== null ? layout.eol + layout.members.slice(layout.unit.length) : ''
  return { offset, text: members.map((member) => between + member).join(',') + end }
}

function layoutOf(text: string, parent: Node, last: Node | undefined): Layout {
  const eol = lineEnd(text)
  const unit = /^([ \t]+)["{[]/m.exec(text)?.[1] ?? '  '
  const isInOneLine = last !== undefined && !text.slice(parent.offset, last.offset).includes('\n')
  if (isInOneLine && last.type !== 'object') return { eol, unit, members: null }
  const indent =
    last === undefined || isInOneLine ? indentOfLine(text, parent.offset) + unit : indentOfLine(text, last.offset)
  return { eol, unit, members: isInOneLine ? null : indent }
}

const indentOfLine = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? ''

function shown(value: unknown, { eol, unit, members }: Layout): string {
  if (members === null) return JSON.stringify(value)
  return JSON.stringify(value, null, unit)
    .split('\n')
    .join(eol + members)
}

function treeOf(text: string): Node {
  // a byte order mark is no JSON: a blank in its place keeps all offsets
  const tree = parseTree(text.replace(/^\uFEFF/, ' '))
  if (tree === undefined) throw new Error('parsed before, and is no JSON now')
  return tree
}
