import type { AccessLogDocument } from '../../core/documents/accessLog'
import type { AlertStateDocument } from '../../core/documents/alertState'
import type { CreditDocument } from '../../core/documents/credit'
import type { IncidentDocument } from '../../core/documents/incident'
import type { BaselineDocument } from '../../core/insight/watch/baseline'
import type {
  AccessLogRepository,
  AlertStateRepository,
  BaselineRepository,
  CreditRepository,
  IncidentRepository,
} from '../../core/ports'
import type { Database } from '../cloud'
import { compareAndSet } from './compareAndSet'
import { insertOnce } from './insertOnce'
import { OPTIONAL } from './optionalFields'
import { inChunks, readAll } from './readAll'

export function alertStateRepository(db: Database): AlertStateRepository {
  const states = db.collection('alertStates')
  return {
    read: async (store) => ((await states.doc(store).get()).data as AlertStateDocument | null | undefined) ?? null,
    readAll: async (stores) => {
      const pages = inChunks(stores).map((ids) =>
        readAll<AlertStateDocument>(states, db.command, { _id: db.command.in(ids) }),
      )
      return (await Promise.all(pages)).flat()
    },
    write: (state, expectedVersion) => compareAndSet(states, db.command, state, expectedVersion, OPTIONAL.alertStates),
  }
}

export function baselineRepository(db: Database): BaselineRepository {
  const baselines = db.collection('baselines')
  return {
    readAll: async (stores) => {
      const pages = inChunks(stores).map((ids) =>
        readAll<BaselineDocument>(baselines, db.command, { _id: db.command.in(ids) }),
      )
      return (await Promise.all(pages)).flat()
    },
    write: (baseline, expectedVersion) =>
      compareAndSet(baselines, db.command, baseline, expectedVersion, OPTIONAL.baselines),
  }
}

export function incidentRepository(db: Database): IncidentRepository {
  const incidents = db.collection('incidents')
  const command = db.command
  return {
    insert: (incident) => insertOnce(incidents, incident),
    read: async (id) => ((await incidents.doc(id).get()).data as IncidentDocument | null | undefined) ?? null,
    write: (incident, expectedVersion) =>
      compareAndSet(incidents, command, incident, expectedVersion, OPTIONAL.incidents),
    readActive: async () => {
      const open = { status: command.in(['open', 'acknowledged']) }
      const due = { nextAt: command.gt(0) }
      const found = await incidents.where(command.or(open, due)).limit(1000).get()
      return found.data as IncidentDocument[]
    },
    readLatest: async (store, limit) => {
      const found = await incidents.where({ store }).orderBy('openedAt', 'desc').limit(limit).get()
      return found.data as IncidentDocument[]
    },
  }
}

export function creditRepository(db: Database): CreditRepository {
  const credits = db.collection('credits')
  return {
    read: async (openid, templateId) =>
      ((await credits.where({ openid, templateId }).limit(1).get()).data[0] as CreditDocument | undefined) ?? null,
    readAll: (openids) =>
      openids.length === 0
        ? Promise.resolve([])
        : readAll<CreditDocument>(credits, db.command, { openid: db.command.in(openids) }),
    write: (credit, expectedVersion) => compareAndSet(credits, db.command, credit, expectedVersion, OPTIONAL.credits),
  }
}

export const accessLogRepository = (db: Database): AccessLogRepository => ({
  readBetween: async (fromMs, toMs) => {
    const at = db.command.gte(fromMs).and(db.command.lt(toMs))
    return (await db.collection('accessLog').where({ at }).orderBy('at', 'asc').limit(200).get())
      .data as AccessLogDocument[]
  },
  insert: (entry) => insertOnce(db.collection('accessLog'), entry),
})
