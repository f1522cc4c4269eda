/** The batches that a lunch's crowd really sent, folded again by hand in another order, give the stored rollups byte for byte. */
import type { BatchDocument } from '../../core/documents/batch'
import type { MinuteDocument } from '../../core/documents/minute'
import type { StoreDocument } from '../../core/documents/store'
import { daysOf } from '../../core/rollup/compactTick'
import { foldDay } from '../../core/rollup/foldDay'
import { foldHour } from '../../core/rollup/foldHour'
import { foldMinute } from '../../core/rollup/foldMinute'
import { wholeMinutes } from '../../core/rollup/minuteParts'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import { HOUR_MS, MINUTE_MS } from '../../core/time/units'
import { shopOfSuite } from './suite'

const STARTED = '2026-11-25T11:20:00+08:00'

const shop = shopOfSuite(['--now', STARTED, '--seed', '3', '--no-history'])
const recorded = new Map<string, BatchDocument>()

/** Batches are deleted once their minute is sealed, so they are taken down as they come. */
async function record(minutes: number): Promise<void> {
  let from = new Date(STARTED)
  for (let minute = 0; minute < minutes; minute += 10) {
    await shop.advance(10 * MINUTE_MS)
    const since = { receivedAt: { $gte: { $date: from.toISOString() } } }
    for (const batch of await shop.documents<BatchDocument>('batches', since))
      recorded.set(batch._id, { ...batch, receivedAt: new Date(batch.receivedAt) })
    from = new Date(from.getTime() + 10 * MINUTE_MS)
  }
}

/** Any other order than the one in which they came. */
const shuffled = (): BatchDocument[] => [...recorded.values()].sort((a, b) => hash(a._id) - hash(b._id))
const hash = (text: string): number =>
  [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7)

const bytes = (documents: { _id: string }[]): string[] =>
  [...documents].sort((a, b) => (a._id < b._id ? -1 : 1)).map(canonical)

/** JSON with sorted keys: the database may hand fields back in another order than they were written in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const minuteReceived = ({ receivedAt }: BatchDocument): number => Math.floor(receivedAt.getTime() / MINUTE_MS)

test('minutes, hours and days', async () => {
  await record(60)
  const stored = {
    minutes: await shop.documents<MinuteDocument>('minutes'),
    hours: await shop.documents<HourDocument>('hours'),
    days: await shop.documents<DayDocument>('days'),
    stores: await shop.documents<StoreDocument>('stores'),
  }
  expect(recorded.size).toBeGreaterThan(300)
  expect(stored.hours.length).toBeGreaterThan(0)
  expect(stored.days.length).toBeGreaterThan(0)

  const sealed = new Set(stored.minutes.filter((minute) => minute.sealed).map(({ _id }) => _id))
  const byMinute = new Map<number, BatchDocument[]>()
  for (const batch of shuffled())
    byMinute.set(minuteReceived(batch), [...(byMinute.get(minuteReceived(batch)) ?? []), batch])
  const last = Math.max(...stored.minutes.map(({ minute }) => minute))
  const minutes = [...byMinute]
    .filter(([minute]) => minute <= last)
    .flatMap(([minute, batches]) => foldMinute('0', minute, batches))
    .map((minute) => ({ ...minute, sealed: sealed.has(minute._id) }))
  expect(bytes(minutes)).toEqual(bytes(stored.minutes))

  const [store] = stored.stores as [StoreDocument]
  const hours = stored.hours.map(({ hour, sealed: final }) => foldHour(store._id, hour, wholeMinutes(minutes), final)!)
  expect(bytes(hours)).toEqual(bytes(stored.hours))

  const hourNumbers = hours.map(({ hour }) => hour)
  const days = daysOf(Math.min(...hourNumbers), Math.max(...hourNumbers) + 1, store.zone).map(
    (span) => foldDay(store._id, span, hours, stored.days[0]!.sealed)!,
  )
  expect(bytes(days)).toEqual(bytes(stored.days))
  expect(hours.every(({ hour }) => hour * HOUR_MS < Date.parse('2026-11-25T13:00:00+08:00'))).toBe(true)
}, 300_000)
