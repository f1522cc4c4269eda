import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adminPackageBudgetBytes, phonePackageBudgetBytes } from '../build/budgets'
import { kilobytes } from '../build/report'
import { folderBytes } from '../files'
import { phoneBuilt } from '../paths'
import { type Finding, found } from '../verify/check'

interface AppConfig {
  subPackages?: { root: string }[]
  subpackages?: { root: string }[]
}

/** Weighs the main package and each subpackage against WeChat's 2 MB, and the owner's pages against a budget of ours. */
export function checkPackageSizes(folder = phoneBuilt): Finding {
  if (!existsSync(join(folder, 'app.json'))) return { ok: false, text: 'no mini-program is built' }
  const app = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8')) as AppConfig
  const subpackages = (app.subPackages ?? app.subpackages ?? []).map(({ root }) => ({
    name: root,
    bytes: folderBytes(join(folder, root)),
  }))
  const rest = subpackages.reduce((bytes, part) => bytes - part.bytes, folderBytes(folder))
  const parts = [{ name: 'main package', bytes: rest }, ...subpackages]
  const problems = parts.filter((part) => part.bytes > budgetOf(part.name)).map(describe)
  return found(problems, parts.map(({ name, bytes }) => `${name} ${kilobytes(bytes)}`).join(', '))
}

function budgetOf(name: string): number {
  return name.replace(/\/$/, '') === 'admin' ? adminPackageBudgetBytes : phonePackageBudgetBytes
}

function describe({ name, bytes }: { name: string; bytes: number }): string {
  return `${name} weighs ${kilobytes(bytes)}, more than ${kilobytes(budgetOf(name))}`
}
