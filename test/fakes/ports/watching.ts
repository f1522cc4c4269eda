import type { HeartbeatDocument } from '../../../core/documents/heartbeat'
import { widen } from '../../../core/errors/issuesOf'
import type { Ports } from '../../../core/ports'
import type { FakeCloud } from './fakeCloud'

/** Errors that were seen, and how far the runs have come. */
export function watching({ store, operation }: FakeCloud): Pick<Ports, 'issues' | 'heartbeats'> {
  const moveForward = ({ _id, at, through }: HeartbeatDocument): void => {
    const known = store.heartbeats.get(_id)
    store.heartbeats.set(_id, {
      _id,
      at: Math.max(at, known?.at ?? at),
      through: Math.max(through, known?.through ?? through),
    })
  }
  return {
    issues: {
      touch: operation('issues.touch', (issues) => {
        for (const issue of issues) {
          const known = store.issues.get(issue._id)
          store.issues.set(issue._id, structuredClone(known === undefined ? issue : widen(known, issue)))
        }
      }),
      readOf: operation('issues.readOf', (ids, sinceMs) =>
        [...store.issues.values()].filter((issue) => ids.includes(issue.store) && issue.lastAt >= sinceMs),
      ),
      mark: operation('issues.mark', (id, mark) => {
        const issue = store.issues.get(id)
        if (issue === undefined) return false
        store.issues.set(id, { ...issue, status: mark.status, marks: [...(issue.marks ?? []), mark] })
        return true
      }),
      read: operation('issues.read', (id, sinceMs) =>
        [...store.issues.values()].filter((issue) => issue.store === id && issue.lastAt >= sinceMs),
      ),
    },
    heartbeats: {
      read: operation(
        'heartbeats.read',
        (ids) => new Map([...store.heartbeats].filter(([id]) => (ids as string[]).includes(id))),
      ),
      beat: operation('heartbeats.beat', (id, at, through) => moveForward({ _id: id, at, through })),
      beatAll: operation('heartbeats.beatAll', (beats, boards = [], shard = '', sales = []) => {
        for (const one of sales) {
          store.sales.set(one.store, structuredClone(one))
          store.salesShard.set(one.store, shard)
        }
        for (const beat of beats) moveForward(beat)
        for (const board of boards) store.boards.set(board.store, structuredClone(board))
      }),
      lease: operation('heartbeats.lease', (name, nowMs, untilMs) => {
        if ((store.leases.get(name) ?? 0) > nowMs) return false
        store.leases.set(name, untilMs)
        return true
      }),
      glance: operation('heartbeats.glance', (ids, id) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => (ids as string[]).includes(known))),
        changes: { ...store.changes },
        board: store.boards.get(id) ?? null,
      })),
      readSales: operation('heartbeats.readSales', (shard = '') =>
        [...store.sales.values()].filter((one) => store.salesShard.get(one.store) === shard),
      ),
      bump: operation('heartbeats.bump', (changed) => {
        store.changes[changed] += 1
      }),
    },
  }
}
