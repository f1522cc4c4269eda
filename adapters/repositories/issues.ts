import type { IssueDocument } from '../../core/documents/issue'
import type { IssueRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { inChunks, readAll } from './readAll'

export function issueRepository(db: Database): IssueRepository {
  const issues = db.collection('issues')
  const command = db.command
  const touch = async (issue: IssueDocument): Promise<void> => {
    if ((await insertOnce(issues, issue)) === 'inserted') return
    const { _id, firstAt, lastAt, newest, unorderedAt, sample } = issue
    // the sample is that of the earliest sighting: replaced only by an earlier one
    await issues.where({ _id, firstAt: command.gt(firstAt) }).update({ data: { firstAt, sample: command.set(sample) } })
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
    touch: async (all) => {
      for (const issue of all) await touch(issue)
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
