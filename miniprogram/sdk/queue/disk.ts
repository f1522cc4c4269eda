import { attempt } from '../attempt'
import { DISK_CORRUPT, KILLED } from '../catalogue'
import { HEALTHY } from '../collectors/collector'
import type { Call, PhoneApi } from '../phoneApi'
import { thingsIn } from './outbox'
import type { Kept, Queue } from './queue'

const key = 'kandian'
/** Beside the copy: how many things each batch holds. */
const tallyKey = 'kandian#'
type Tally = [session: string, seq: number, base: number, howMany: number]

/**
 * The queue's copy on the phone's storage, one key, and in a second one how much there was: what came after the copy
 * can be counted although it was lost (docs/adr/kills.md). All asynchronous: synchronous storage delays the start
 * (PLATFORM §4).
 */
export interface Disk {
  /**
   * @param lost makes a batch of what cannot be read
   * @param found batches of an earlier run, and how many things could not be read; called once, perhaps never
   */
  load(lost: Queue['lost'], found: (kept: Kept[], corrupt: number) => void): void
  /** copies all */
  save(kept: Kept[]): void
  /** since the last copy, only its last batch has grown, by so many things */
  grew(things: number): void
  health: string
}

export function openDisk(api: PhoneApi): Disk {
  /** of the copy's last batch: how many things it holds, and the tally up to there */
  let held = 0
  let before = ''
  const put = (place: string, data: string) => {
    const success = () => {
      disk.health = HEALTHY
    }
    const fail = (fault: unknown) => {
      disk.health = String(Object(fault).errMsg || fault)
    }
    try {
      ;(api.setStorage as Call)({ key: place, data, success, fail })
    } catch (fault) {
      fail(fault)
    }
  }
  const get = (place: string, found: (text: string) => void) => {
    const read = (answer?: unknown) => attempt(() => found(Object(answer).data || ''))
    if (!attempt(() => [(api.getStorage as Call)({ key: place, success: read, fail: read })])) read()
  }
  const disk: Disk = {
    health: HEALTHY,
    load(lost, found) {
      get(key, (text) => get(tallyKey, (tally) => found(...readKept(text, tally, lost))))
    },
    save(kept) {
      before = '['
      for (const [, batch] of kept) {
        const { session, seq, base } = batch
        if (before[1]) before += `${held}],`
        held = thingsIn(batch)
        before += `["${session}",${seq},${base},`
      }
      put(key, kept[0] ? JSON.stringify(kept) : '')
      disk.grew(0)
    },
    grew: (things) => put(tallyKey, before[1] ? `${before}${held + things}]]` : ''),
  }
  return disk
}

/**
 * What is whole is used, what is not is counted, and so is what the tally knows of besides: things that came after the
 * copy, or stood in it before it was spoiled. Each loss is said by a batch of the name under which the things would have
 * travelled: if they have arrived after all, or the loss was told before, the cloud knows that name.
 */
function readKept(text: string, tally: string, lost: Queue['lost']): [kept: Kept[], corrupt: number] {
  const list = attempt(() => JSON.parse(text) as unknown)
  const kept = Array.isArray(list) ? list.filter((entry) => attempt(() => isWhole(entry as Kept))) : []
  const told = attempt(() => {
    for (const [session, seq, base, howMany] of JSON.parse(tally) as Tally[]) {
      const own = kept.find(([, batch]) => batch.session === session && batch.seq === seq)
      const missing = howMany - (own ? thingsIn(own[1]) : 0)
      if (own && missing > 0) own[1].dropped.push([KILLED, missing])
      else if (!own) kept.push([1, lost({ session, seq }, base, [DISK_CORRUPT, missing])])
    }
    return 1
  })
  return [kept, told || !text ? 0 : Array.isArray(list) ? list.length - kept.length : 1]
}

/** False, or a throw, for what would spoil our own sums; the rest is the cloud's to judge. */
const isWhole = ([attempts, batch]: Kept): boolean => thingsIn(batch) + batch.base + attempts >= 0
