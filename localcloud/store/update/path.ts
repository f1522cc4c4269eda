import { writeFailed } from '../errors'
import { type Fields, isFields, type Value } from '../value'

/** Where a path ends: the object or list that holds the last segment. */
export type Slot = {
  get(): Value | undefined
  set(value: Value): void
  /** Takes a field away; an item of a list becomes null, so that the others keep their places. */
  unset(): void
}

const MAX_PADDING = 10_000

/** Finds the slot of a dotted path, making objects on the way. Throws where a plain value is in the way. */
export function slotAt(document: Fields, path: string): Slot {
  const segments = segmentsOf(path)
  let holder: Value = document
  for (let i = 0; i < segments.length - 1; i++) {
    const slot = childSlot(holder, segments, i)
    let next = slot.get()
    if (next === undefined) {
      next = {}
      slot.set(next)
    }
    holder = next
  }
  return childSlot(holder, segments, segments.length - 1)
}

/** The slot if all of its path is there, else undefined. */
export function existingSlot(document: Fields, path: string): Slot | undefined {
  const segments = segmentsOf(path)
  let holder: Value | undefined = document
  for (let i = 0; i < segments.length - 1; i++) {
    if (!isHolder(holder, segments[i] as string)) return undefined
    holder = childSlot(holder, segments, i).get()
  }
  const last = segments[segments.length - 1] as string
  if (holder === undefined || !isHolder(holder, last)) return undefined
  const slot = childSlot(holder, segments, segments.length - 1)
  return slot.get() === undefined ? undefined : slot
}

function segmentsOf(path: string): string[] {
  const segments = path.split('.')
  for (const segment of segments) {
    if (segment === '')
      throw writeFailed(`The update path '${path}' contains an empty field name, which is not allowed.`)
    if (segment.startsWith('$')) {
      throw writeFailed(`The positional operator in '${path}' is not supported by the local cloud: give the position.`)
    }
    if (segment === '__proto__') throw writeFailed(`The update path '${path}' contains the field name __proto__.`)
  }
  return segments
}

function isHolder(value: Value | undefined, segment: string): value is Fields | Value[] {
  return Array.isArray(value) ? isPosition(segment) : isFields(value)
}

function childSlot(holder: Value, segments: string[], i: number): Slot {
  const segment = segments[i] as string
  if (Array.isArray(holder) && isPosition(segment)) return itemSlot(holder, Number(segment))
  if (isFields(holder)) return fieldSlot(holder, segment)
  const parent = i === 0 ? '' : segments[i - 1]
  throw writeFailed(`Cannot create field '${segment}' in element {${parent}: ${JSON.stringify(holder)}}`)
}

function fieldSlot(fields: Fields, name: string): Slot {
  return {
    get: () => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    set: (value) => {
      fields[name] = value
    },
    unset: () => {
      delete fields[name]
    },
  }
}

function itemSlot(list: Value[], position: number): Slot {
  return {
    get: () => list[position],
    set: (value) => {
      if (position - list.length > MAX_PADDING) throw writeFailed(`cannot pad a list up to position ${position}`)
      while (list.length < position) list.push(null)
      list[position] = value
    },
    unset: () => {
      list[position] = null
    },
  }
}

function isPosition(segment: string): boolean {
  return /^\d+$/.test(segment)
}
