import type { ChannelDocument } from '../../core/documents/channel'
import type { NoticeDocument } from '../../core/documents/notice'
import type { SilenceDocument } from '../../core/documents/silence'
import type { ChannelRepository, NoticeRepository, SilenceRepository } from '../../core/ports'
import type { Collection, Database } from '../cloud'
import { compareAndSet } from './compareAndSet'
import { insertOnce } from './insertOnce'
import { OPTIONAL } from './optionalFields'
import { readAll } from './readAll'

const readOne = async <T>(collection: Collection, id: string): Promise<T | null> =>
  ((await collection.doc(id).get()).data as T | null | undefined) ?? null

export function silenceRepository(db: Database): SilenceRepository {
  const silences = db.collection('silences')
  return {
    readActive: (now) => readAll<SilenceDocument>(silences, db.command, { until: db.command.gt(now) }),
    read: (id) => readOne<SilenceDocument>(silences, id),
    write: (silence, expectedVersion) =>
      compareAndSet(silences, db.command, silence, expectedVersion, OPTIONAL.silences),
  }
}

export function noticeRepository(db: Database): NoticeRepository {
  const notices = db.collection('notices')
  const { command } = db
  return {
    insert: (notice) => insertOnce(notices, notice),
    read: (id) => readOne<NoticeDocument>(notices, id),
    write: (notice, expectedVersion) => compareAndSet(notices, command, notice, expectedVersion, OPTIONAL.notices),
    readDue: (now) => readAll<NoticeDocument>(notices, command, { nextAt: command.gt(0).and(command.lte(now)) }),
  }
}

export function channelRepository(db: Database): ChannelRepository {
  const channels = db.collection('channels')
  return {
    read: (id) => readOne<ChannelDocument>(channels, id),
    write: (channel, expectedVersion) =>
      compareAndSet(channels, db.command, channel, expectedVersion, OPTIONAL.channels),
  }
}
