import { gzipSync } from 'node:zlib'
import { type Apart, joined, takeApart } from '../build/names/variables'

/** The most used names that are tried for a variable: more cost time and hardly give anything. */
const tried = 16

/**
 * Names for the variables of a script, by trying: each variable in turn gets each of the common names that it may have,
 * and what makes the gzip smaller stays. Where one other variable stands in the way, the two exchange names. Again and
 * again until a whole round gives nothing.
 */
export function searchNames(script: string, say: (bytes: number) => void = () => {}): string[] {
  const apart = takeApart(script)
  const names = [...apart.names]
  const weigh = () => gzipSync(joined(apart, names), { level: 9 }).length
  let best = weigh()
  for (let before = Number.POSITIVE_INFINITY; best < before; ) {
    before = best
    say(best)
    const common = commonNames(apart, names)
    for (const variable of inOrder(apart)) {
      for (const name of common) {
        const own = names[variable] as string
        const partner = partnerOf(apart, names, variable, name)
        if (name === own || partner === 'none') continue
        names[variable] = name
        if (partner !== undefined) names[partner] = own
        const bytes = weigh()
        if (bytes < best) best = bytes
        else {
          names[variable] = own
          if (partner !== undefined) names[partner] = name
        }
      }
    }
  }
  return names
}

/** Who has to take this variable's name if it takes that one; undefined if nobody has, 'none' if it cannot be. */
function partnerOf({ rivals }: Apart, names: string[], variable: number, name: string): number | undefined | 'none' {
  const [partner, another] = [...(rivals[variable] ?? [])].filter((rival) => names[rival] === name)
  if (partner === undefined) return undefined
  const hinders = (rival: number) => rival !== variable && names[rival] === names[variable]
  return another !== undefined || [...(rivals[partner] ?? [])].some(hinders) ? 'none' : partner
}

function commonNames({ owners }: Apart, names: string[]): string[] {
  const uses = new Map<string, number>()
  for (const owner of owners) {
    const name = names[owner] as string
    if (name.length === 1) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0)).slice(0, tried)
}

/** Variables in the order in which the script has them first. */
const inOrder = ({ owners }: Apart): Set<number> => new Set(owners)
