import { shipChecks } from '../shipCheck/shipChecks'
import { checks } from '../verify/checks'
import { type Tally, verify } from '../verify/verify'
import { runJest } from './runJest'

/**
 * `npm test`: everything, one thing after the other, going on after a failure. The last line is `N passed, M failed`,
 * which counts checks and jest's tests.
 */
async function main(): Promise<void> {
  const tallies: Tally[] = []
  heading('verify')
  tallies.push(await verify(checks, console.log))
  heading('what is shipped')
  tallies.push(await verify(shipChecks, console.log))
  heading('tests')
  // Two workers: there are two cores, and most of what is slow waits for processes of its own.
  tallies.push(await runJest(['--maxWorkers=2']))
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

function heading(text: string): void {
  console.log(`\n== ${text}`)
}

void main()
