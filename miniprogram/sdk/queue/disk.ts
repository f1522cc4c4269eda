import { attempt } from '../attempt'
import { HEALTHY } from '../collectors/collector'
import type { Call, PhoneApi } from '../phoneApi'
import { eventsIn } from './outbox'
import type { Kept } from './queue'

const key = 'kandian'

/** The queue's copy on the phone's storage, one key. All asynchronous: synchronous storage delays the start (PLATFORM §4). */
export interface Disk {
  /** @param found batches of an earlier run, and how many things could not be read; called once, perhaps never */
  load(found: (kept: Kept[], corrupt: number) => void): void
  save(kept: Kept[]): void
  health: string
}

export function openDisk(api: PhoneApi): Disk {
  let saved = ''
  const disk: Disk = {
    health: HEALTHY,
    load(found) {
      const read = (answer?: unknown) => attempt(() => found(...readKept(Object(answer).data)))
      if (!attempt(() => [(api.getStorage as Call)({ key, success: read, fail: read })])) read()
    },
    save(kept) {
      const data = kept[0] ? JSON.stringify(kept) : ''
      if (data === saved) return
      saved = data
      const success = () => {
        disk.health = HEALTHY
      }
      const fail = (fault: unknown) => {
        saved = '?'
        disk.health = String(Object(fault).errMsg || fault)
      }
      try {
        ;(api.setStorage as Call)({ key, data, success, fail })
      } catch (fault) {
        fail(fault)
      }
    },
  }
  return disk
}

/** What is whole is used, what is not is counted. */
function readKept(text: unknown): [kept: Kept[], corrupt: number] {
  if (!text) return [[], 0]
  const list = attempt(() => JSON.parse(String(text)) as unknown)
  if (!Array.isArray(list)) return [[], 1]
  const kept = list.filter((entry) => attempt(() => isWhole(entry as Kept)))
  return [kept, list.length - kept.length]
}

/** False, or a throw, for what would spoil our own sums; the rest is the cloud's to judge. */
const isWhole = ([attempts, batch]: Kept): boolean =>
  eventsIn(batch) + batch.dropped.length + batch.base + attempts >= 0
