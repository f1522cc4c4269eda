import { spawnSync } from 'node:child_process'

const probe = `const before = process.cpuUsage(); require(process.argv[1]); const { user, system } = process.cpuUsage(before)
process.stdout.write(String((user + system) / 1000), () => process.exit(0))`

/** CPU milliseconds that a new process takes to load a module, beyond the start of Node itself. */
export function loadMs(path: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', probe, path], { encoding: 'utf8' })
  const spent = Number.parseFloat(stdout)
  if (Number.isNaN(spent)) throw new Error(`${path} did not load: ${stderr}`)
  return spent
}
