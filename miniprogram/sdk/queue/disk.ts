import { attempt } from '../attempt'
import { DISK_CORRUPT, KILLED } from '../catalogue'
import type { Call, PhoneApi } from '../phoneApi'
import { thingsIn } from './outbox'
import type { Kept, Queue } from './queue'

const key = 'kandian'
/** Beside the copy: how many things each batch holds. */
const tallyKey = 'kandian#'
/** `more` came after the copy: the last batch alone has that. */
type Tally = [session: string, seq: number, base: number, howMany: number, more?: number]

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
  /** since the copy only its last batch has grown, by so many things */
  grew(things: number): void
  /** what WeChat last said to writing, for diagnose() */
  answer?: unknown
}

export function openDisk(api: PhoneApi): Disk {
  /** of the tally all but its end, which is written often; empty without batches, and then it is no tally */
  let head = ''
  const put = (place: string, data: string) => {
    const told = (answer: unknown) => {
      disk.answer = Object(answer).errMsg
    }
    attempt(() => (api.setStorage as Call)({ key: place, data, success: told, fail: told }))
  }
  const get = (place: string, found: (text: string) => void) => {
    const told = (answer?: unknown) => attempt(() => found(Object(answer).data || ''))
    if (!attempt(() => [(api.getStorage as Call)({ key: place, success: told, fail: told })])) told()
  }
  const disk: Disk = {
    load(lost, found) {
      get(key, (text) =>
        get(tallyKey, (told) => {
          const list: Kept[] = text ? [].concat(attempt(() => JSON.parse(text)) as never) : []
          const kept = list.filter((entry) => attempt(() => isWhole(entry)))
          const corrupt = list.length - kept.length
          found(kept, attempt(() => addUntold(kept, JSON.parse(told), lost)) ? 0 : corrupt)
        }),
      )
    },
    save(kept) {
      const tally = kept.map(([, batch]): Tally => [batch.session, batch.seq, batch.base, thingsIn(batch)])
      head = JSON.stringify(tally).slice(0, -2)
      put(key, head && JSON.stringify(kept))
      disk.grew(0)
    },
    grew(things) {
      put(tallyKey, `${head},${things}]]`)
    },
  }
  return disk
}

/**
 * What is whole is used, what is not is counted, and so is what the tally knows of besides: things that came after the
 * copy, or stood in it before it was spoiled. Each loss is said by a batch of the name under which the things would have
 * travelled: if they have arrived after all, or the loss was told before, the cloud knows that name.
 */
function addUntold(kept: Kept[], tally: Tally[], lost: Queue['lost']): boolean {
  for (const [session, seq, base, copied, more = 0] of tally) {
    const howMany = copied + more
    const [, own] = kept.find(([, batch]) => batch.session === session && batch.seq === seq) || []
    if (!own) kept.push([1, lost({ session, seq }, base, [DISK_CORRUPT, howMany])])
    else if (howMany > thingsIn(own)) own.dropped.push([KILLED, howMany - thingsIn(own)])
  }
  return true
}

/** False, or a throw, for what would spoil our own sums; the rest is the cloud's to judge. */
const isWhole = ([attempts, batch]: Kept): boolean => thingsIn(batch) + batch.base + attempts >= 0
