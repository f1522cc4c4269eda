import { attempt } from '../attempt'
import type { PhoneApi } from '../phoneApi'
import type { Kept } from './queue'

const key = 'kandian'

/** The queue's copy on the phone's storage, one key. All asynchronous: synchronous storage delays the start (PLATFORM §4). */
export interface Disk {
  /** @param found batches of an earlier run, and how many things could not be read; called once, perhaps never */
  load(found: (kept: Kept[], corrupt: number) => void): void
  save(kept: Kept[]): void
  health(): string
}

export function openDisk(api: PhoneApi): Disk {
  let health = attempt(() => api.setStorage && api.getStorage) ? 'ok' : 'storage is missing'
  let saved = ''
  return {
    load(found) {
      if (!attempt(() => api.getStorage)) return found([], 0)
      api.getStorage?.({
        key,
        success: (answer?: { data?: unknown }) => attempt(() => found(...readKept(answer?.data))),
        fail: () => attempt(() => found([], 0)),
      })
    },
    save(kept) {
      const text = kept.length > 0 ? JSON.stringify(kept) : ''
      if (text === saved) return
      saved = text
      attempt(() =>
        api.setStorage?.({
          key,
          data: text,
          success: () => {
            health = 'ok'
          },
          fail: (fault?: { errMsg?: unknown }) => {
            saved = '?'
            health = String(fault?.errMsg ?? 'storage failed')
          },
        }),
      )
    },
    health: () => health,
  }
}

/** What is whole is used, what is not is counted. */
function readKept(text: unknown): [kept: Kept[], corrupt: number] {
  if (text === undefined || text === '') return [[], 0]
  const list = attempt(() => JSON.parse(String(text)) as unknown)
  if (!Array.isArray(list)) return [[], 1]
  const kept = list.filter(isKept)
  return [kept, list.length - kept.length]
}

function isKept(entry: unknown): entry is Kept {
  const [attempts, batch] = (Array.isArray(entry) ? entry : []) as Partial<Kept>
  return (
    typeof attempts === 'number' &&
    batch?.v === 1 &&
    typeof batch.session === 'string' &&
    typeof batch.seq === 'number' &&
    typeof batch.base === 'number' &&
    [batch.dict, batch.counts, batch.points, batch.errors, batch.dropped].every(Array.isArray) &&
    [...batch.counts, ...batch.dropped].every(Array.isArray) &&
    batch.counts.every((tuple) => tuple[4] > 0)
  )
}
