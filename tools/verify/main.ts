import { checks } from './checks'
import { verify } from './verify'

/** `npm run verify`: types, lint, layers, dead code, texts, lock. */
async function main(): Promise<void> {
  const { passed, failed } = await verify(checks, console.log)
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

void main()
