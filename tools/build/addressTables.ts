import { copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Functions that ask where an address is, and the tables they read. */
const ASKING: readonly string[] = ['collect']
const TABLES = ['ip2region.db', 'ipv6wry.db']

/** Lays the tables of the package `ip2region` beside a function that asks for them. */
export function layAddressTables(name: string, folder: string): void {
  if (!ASKING.includes(name)) return
  const tables = join(dirname(require.resolve('ip2region/package.json')), 'data')
  for (const table of TABLES) copyFileSync(join(tables, table), join(folder, table))
}
