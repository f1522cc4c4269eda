import type { IssueDocument } from '../../core/documents/issue'
import type { IssueRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { inChunks, readAll } from './readAll'

type Times = Pick<IssueDocument, '_id' | 'firstAt' | 'lastAt' | 'newest' | 'unorderedAt'>
const TIMES = { firstAt: true, lastAt: true, newest: true, unorderedAt: true }

const isLater = (seen: Times, known: Times): boolean =>
  seen.lastAt > known.lastAt ||
  (seen.newest ?? '') > (known.newest ?? '') ||
  (seen.unorderedAt ?? 0) > (known.unorderedAt ?? 0)

export function issueRepository(db: Database): IssueRepository {
  const issues = db.collection('issues')
  const command = db.command
  const widenStored = async (issue: IssueDocument, known: Times | undefined): Promise<void> => {
    const { _id, firstAt, lastAt, newest, unorderedAt, sample } = issue
    // the sample is that of the earliest sighting: replaced only by an earlier one
    if (known === undefined || firstAt < known.firstAt)
      await issues
        .where({ _id, firstAt: command.gt(firstAt) })
        .update({ data: { firstAt, sample: command.set(sample) } })
    if (known !== undefined && !isLater(issue, known)) return
    // the types of `max` know numbers only; the database takes the larger of two texts as well
    await issues.where({ _id }).update({
      data: {
        lastAt: command.max(lastAt),
        ...(newest === undefined ? {} : { newest: command.max(newest as unknown as number) }),
        ...(unorderedAt === undefined ? {} : { unorderedAt: command.max(unorderedAt) }),
      },
    })
  }
  return {
    /** One read, and a write each: what is known only grows, so what was read may be old, but not wrong. */
    touch: async (all) => {
      if (all.length === 0) return
      const ids = inChunks(all.map(({ _id }) => _id))
      const pages = ids.map((some) => readAll<Times>(issues, command, { _id: command.in(some) }, { fields: TIMES }))
      const known = new Map((await Promise.all(pages)).flat().map((times) => [times._id, times]))
      for (const issue of all) {
        const times = known.get(issue._id)
        if (times !== undefined || (await insertOnce(issues, issue)) === 'exists') await widenStored(issue, times)
      }
    },
    readOf: async (stores, sinceMs) => {
      const pages = inChunks(stores).map((some) =>
        readAll<IssueDocument>(issues, command, { store: command.in(some), lastAt: command.gte(sinceMs) }),
      )
      return (await Promise.all(pages)).flat()
    },
    mark: async (_id, mark) => {
      const change = { status: mark.status, marks: command.push([mark]) }
      return (await issues.where({ _id }).update({ data: change })).stats.updated > 0
    },
    read: (store, sinceMs) => readAll<IssueDocument>(issues, command, { store, lastAt: command.gte(sinceMs) }),
  }
}
