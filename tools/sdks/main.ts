import { trySdk } from './trySdk'

/** The first and last of each generation that the registry has. */
const VERSIONS = ['2.1.2', '2.3.0', '2.4.0', '2.6.3', '3.0.1', '3.0.4', '4.0.2']

/** npm run sdks [-- VERSION …]: every wx-server-sdk that a shop may have, in the local cloud. */
async function main(): Promise<void> {
  const given = process.argv.slice(2)
  for (const version of given.length > 0 ? given : VERSIONS) {
    try {
      const { cases, failed } = await trySdk(version, (line) => console.error(`kandian: ${line.split('\n')[0]}`))
      console.log(`sdk=${version} cases=${cases} failed=${failed.length}`)
      for (const sentence of failed) console.log(`  ${sentence}`)
      if (failed.length > 0) process.exitCode = 1
    } catch (error) {
      console.log(`sdk=${version} did not run: ${(error as Error).message.split('\n')[0]}`)
      process.exitCode = 1
    }
  }
}

void main()
