import { gzipSync } from 'node:zlib'
import { seededRandom } from '../../localcloud/crowd/random'
import { type Apart, joined, takeApart } from '../build/names/variables'

/** The most used names that are tried for a variable: rare ones cost time and hardly give anything. */
const tried = 20
/** bytes of growth that are risked at the beginning and at the end */
const hottest = 0.5
const coldest = 0.02
const reports = 10

/**
 * Names for the variables of a script, by simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983): a variable taken at
 * random gets one of the common names. What does not make the gzip larger stays, and in the beginning now and then what
 * does: otherwise the search ends where no single name helps, some 150 bytes above what is found so. Where another
 * variable stands in the way, the two exchange names. The same script always gets the same names.
 * @param say told the smallest so far, in bytes, ten times on the way
 * @param tries how many names are tried; some 3,000 a second
 */
export function searchNames(script: string, say: (bytes: number) => void = () => {}, tries = 350_000): string[] {
  const apart = takeApart(script)
  const names = [...apart.names]
  const variables = [...new Set(apart.owners)]
  const common = commonNames(apart)
  const random = seededRandom(1)
  const weigh = () => gzipSync(joined(apart, names), { level: 9 }).length
  let now = weigh()
  let best = { bytes: now, names: [...names] }
  for (let n = 0; n < tries; n++) {
    if (n % Math.ceil(tries / reports) === 0) say(best.bytes)
    const variable = random.pick(variables)
    // the more common, the more often
    const name = common[Math.floor(random.next() ** 1.5 * common.length)] as string
    const own = names[variable] as string
    const partner = partnerOf(apart, names, variable, name)
    if (name === own || partner === 'none') continue
    const rename = (to: string, partnersTo: string) => {
      names[variable] = to
      if (partner !== undefined) names[partner] = partnersTo
    }
    rename(name, own)
    const bytes = weigh()
    const risked = coldest + hottest * (1 - n / tries) ** 2
    if (bytes > now && random.next() >= Math.exp((now - bytes) / risked)) rename(own, name)
    else {
      now = bytes
      if (bytes < best.bytes) best = { bytes, names: [...names] }
    }
  }
  say(best.bytes)
  return best.names
}

/** Who has to take this variable's name if it takes that one; undefined if nobody has, 'none' if it cannot be. */
function partnerOf({ rivals }: Apart, names: string[], variable: number, name: string): number | undefined | 'none' {
  const [partner, another] = [...(rivals[variable] ?? [])].filter((rival) => names[rival] === name)
  if (partner === undefined) return undefined
  const hinders = (rival: number) => rival !== variable && names[rival] === names[variable]
  return another !== undefined || [...(rivals[partner] ?? [])].some(hinders) ? 'none' : partner
}

function commonNames({ owners, names }: Apart): string[] {
  const uses = new Map<string, number>()
  for (const owner of owners) {
    const name = names[owner] as string
    if (name.length === 1) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return [...uses.keys()].sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0)).slice(0, tried)
}
