import type { Attempts } from '../../../../contract/pages/parts'
import { counted } from '../../format/counted'
import { percent } from '../../format/percent'
import { secondsText } from '../../format/seconds'
import { cell, type TableCell, type TableColumn } from '../table'

/** How long, how many went well, how many in all: the same three of an API and of a group of phones. */
export const answerColumns: TableColumn[] = [
  { title: '95% 在', width: 62 },
  { title: '做成', width: 60 },
  { title: '次数', width: 56 },
]

/** @param tone of the share, where it is bad; empty otherwise */
export function answerCells(
  p95Ms: number | null,
  attempts: Attempts,
  tone: '' | 'word-warn' | 'word-crit',
): TableCell[] {
  const { availability, ok, failed, other } = attempts
  const bad = tone !== ''
  return [
    p95Ms === null ? cell('没数据', 'ink-2') : cell(secondsText(p95Ms), '', bad),
    availability === null ? cell('没数据', 'ink-2') : cell(percent(availability), tone, bad),
    cell(counted(ok + failed + other), 'ink-2'),
  ]
}
