import { parse } from '@babel/parser'
import traverse, { type Binding, type Scope } from '@babel/traverse'

/** A script taken apart at its variables: what stands between them, and whose name stands in each gap. */
export interface Apart {
  /** one before each name, and one after the last */
  texts: string[]
  /** index of the variable in each gap */
  owners: number[]
  /** of each variable, as the script has it */
  names: string[]
  /** for each variable those that need another name, since one is used where the other can be seen */
  rivals: Set<number>[]
}

interface Variable {
  name: string
  scope: Scope
  places: number[]
}

/** Takes a script apart. Globals stay in the text. */
export function takeApart(script: string): Apart {
  const variables: Variable[] = []
  const shorthands = new Set<unknown>()
  traverse(parse(script), {
    Scope: ({ scope }) => {
      for (const [name, binding] of Object.entries(scope.bindings)) {
        variables.push({ name, scope, places: placesOf(name, binding) })
      }
    },
    ObjectProperty: ({ node }) => {
      if (node.shorthand) shorthands.add(node.key.start)
    },
  })
  const apart: Apart = { texts: [], owners: [], names: variables.map(({ name }) => name), rivals: rivalsOf(variables) }
  const gaps = variables.flatMap(({ places }, owner) => places.map((place) => ({ place, owner })))
  let done = 0
  for (const { place, owner } of gaps.sort((a, b) => a.place - b.place)) {
    const name = apart.names[owner] as string
    // { a } says its field's name too
    apart.texts.push(script.slice(done, place) + (shorthands.has(place) ? `${name}:` : ''))
    apart.owners.push(owner)
    done = place + name.length
  }
  apart.texts.push(script.slice(done))
  return apart
}

/** The script with these names, one for each variable. */
export const joined = ({ texts, owners }: Apart, names: readonly string[]): string =>
  texts.map((text, gap) => text + (names[owners[gap] as number] ?? '')).join('')

function placesOf(name: string, { identifier, referencePaths, constantViolations }: Binding): number[] {
  const read = referencePaths.map(({ node }) => node)
  const written = constantViolations.flatMap((path) => path.getBindingIdentifiers(true)[name] ?? [])
  return [...new Set([identifier, ...read, ...written].map(({ start }) => start as number))]
}

/** Where the names of a scope hold: that of a declared function stands outside. */
function range({ block }: Scope): [number, number] {
  const start = block.type === 'FunctionDeclaration' && block.id ? block.id.end : block.start
  return [start as number, block.end as number]
}

function rivalsOf(variables: Variable[]): Set<number>[] {
  const rivals = variables.map(() => new Set<number>())
  const ranges = variables.map(({ scope }) => range(scope))
  /** the inner name would hide the outer one where that is used */
  const hides = (inner: number, outer: number): boolean => {
    const [start, end] = ranges[inner] as [number, number]
    const [from, to] = ranges[outer] as [number, number]
    const isInside = from <= start && end <= to
    return isInside && (variables[outer] as Variable).places.some((place) => place >= start && place < end)
  }
  variables.forEach(({ scope }, one) => {
    variables.forEach((other, two) => {
      if (one === two || (scope !== other.scope && !hides(one, two) && !hides(two, one))) return
      rivals[one]?.add(two)
      rivals[two]?.add(one)
    })
  })
  return rivals
}
