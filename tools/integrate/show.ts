import { createTwoFilesPatch } from 'diff'
import { kilobytes } from '../build/report'
import type { Change } from './changes'
import type { MappingGuess } from './orders/guessMapping'
import type { IntegrationPlan } from './plan'

type Say = (line: string) => void

/** The plan as a person reads it: edits as diffs, our own files as counts by folder. */
export function showPlan(plan: IntegrationPlan, say: Say): void {
  showChanges(plan.changes, say)
  if (plan.guess !== null) showGuess(plan.guess, say)
  else if (plan.record.orders === null) {
    say('\norders: no collection of theirs looks like orders; the owner’s page is without orders and money')
  }
  say('\npackages afterwards, before WeChat makes them smaller')
  for (const { name, bytes } of plan.sizes) say(`  ${name.padEnd(16)} ${kilobytes(bytes).padStart(10)}`)
}

/** Changes to files. */
export function showChanges(changes: readonly Change[], say: Say): void {
  for (const kind of ['create', 'replace', 'delete'] as const) {
    const folders = byFolder(changes.filter((change) => change.kind === kind))
    for (const [folder, { files, bytes }] of folders) {
      const weight = kind === 'delete' ? '' : `, ${kilobytes(bytes)}`
      say(`${kind.padEnd(8)} ${folder} (${files} ${files === 1 ? 'file' : 'files'}${weight})`)
    }
  }
  for (const change of changes) {
    if (change.kind !== 'edit') continue
    say('')
    const patch = createTwoFilesPatch(`a/${change.path}`, `b/${change.path}`, change.before, change.after, '', '', {
      context: 2,
    })
    for (const line of patch.trimEnd().split('\n').slice(1)) say(line)
  }
}

function byFolder(changes: readonly Change[]): Map<string, { files: number; bytes: number }> {
  const folders = new Map<string, { files: number; bytes: number }>()
  for (const change of changes) {
    const folder = folderShown(change.path)
    const sum = folders.get(folder) ?? { files: 0, bytes: 0 }
    sum.files += 1
    if ('content' in change) sum.bytes += change.content.length
    folders.set(folder, sum)
  }
  return folders
}

/** Down to the folder that is ours, or the file. */
function folderShown(path: string): string {
  const ours =
    /^(.*?(?:^|\/)(?:kandian|[^/]+\/(?=(?:components|pages|charts|services|styles|format|model|plot|miniprogram_npm)\/)))/
  const parts = path.split('/')
  if (parts.length < 3) return parts.length === 1 ? path : `${parts[0]}/`
  return `${(ours.exec(path)?.[1] ?? parts.slice(0, 2).join('/')).replace(/\/$/, '')}/`
}

/** How their orders would be read: the person who sees it says yes by `--write`. */
function showGuess({ reasons, doubts }: MappingGuess, say: Say): void {
  say('\norders, guessed: look at each line; what is wrong is put right under "orders" in kandian.json')
  for (const reason of reasons) say(`  ${reason}`)
  for (const doubt of doubts) say(`  ? ${doubt}`)
}
