import type { Check } from './check'

/** Counts of a run. */
export interface Tally {
  passed: number
  failed: number
}

const longestText = 4000

/** Runs checks one after the other and says how each went; a failing one does not stop the others. */
export async function verify(checks: Check[], say: (line: string) => void): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0 }
  for (const check of checks) {
    const startedMs = performance.now()
    const finding = await check.run()
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
    const note = finding.ok && finding.note !== undefined ? ` (${finding.note})` : ''
    say(`${finding.ok ? 'ok  ' : 'FAIL'} ${check.name}${note} ${seconds} s`)
    if (finding.ok) tally.passed += 1
    else {
      tally.failed += 1
      say(shorten(finding.text).replace(/^/gm, '     '))
    }
  }
  return tally
}

/** The end is kept too: tools sum up there. */
function shorten(text: string): string {
  if (text.length <= longestText) return text
  return `${text.slice(0, longestText - 500)}\n… (${text.length - longestText} characters left out)\n${text.slice(-500)}`
}
