import type { IncidentWhy } from '../../../contract/insight'
import type { Rule } from '../../../contract/schemas/rule'
import type { IncidentDocument } from '../../documents/incident'
import type { MinuteDocument } from '../../documents/minute'
import type { SettingsDocument } from '../../documents/settings'
import type { StoreDocument } from '../../documents/store'
import type { Ports } from '../../ports'
import type { OrderBook } from '../../query/orderBook'
import { readMinutesOf } from '../../rollup/shards'
import { minuteOf } from '../../time/units'
import { causeTitle } from './causeTitle'
import { phoneCauses, storeCauses } from './incidentCauses'
import { CAUSE_WITHIN_MS, knownChanges } from './knownChanges'
import { orderCauses } from './orderCauses'
import { tellCauses } from './tellCauses'
import { whatChanged } from './whatChanged'
import { comparedWindows } from './windows'

/** Measurements come late by so many minutes. */
const LATE = 5

export interface ChangeAsked {
  incident: IncidentDocument
  /** that speaks for it; undefined where it is gone */
  rule: Rule | undefined
  store: StoreDocument
  /** among which it is looked for where it is: those that the person who asks may see, this one among them */
  stores: readonly StoreDocument[]
  /** for the names of its APIs */
  settings: Pick<SettingsDocument, 'apis'>
  /** null where orders are not at hand: then they explain nothing. It may be on its way */
  book: OrderBook | null | Promise<OrderBook | null>
  nowMs: number
}

type Behind = Pick<IncidentWhy, 'causes' | 'stores' | 'changes'> & { minutes: MinuteDocument[] }

/**
 * Who made the change that an incident tells of, and what people or the calendar did before it: all of it is
 * read in one turn. @param through epoch minute up to which its minutes are read at least
 */
export async function changeBehind(
  ports: Pick<Ports, 'minutes' | 'accessLog' | 'silences'>,
  { incident, rule, store, stores, settings, nowMs, ...asked }: ChangeAsked,
  through = 0,
): Promise<Behind> {
  const { openedAt } = incident
  const compared = comparedWindows(incident, rule, nowMs)
  const from = Math.min(compared.before.from, minuteOf(openedAt - CAUSE_WITHIN_MS))
  const to = Math.max(compared.now.to, through) + LATE
  const what = rule === undefined ? null : whatChanged(rule)
  const chain = stores.filter(({ shard }) => shard === store.shard).map(({ _id }) => _id)
  const [minutes, log, silences, chainMinutes, book] = await Promise.all([
    readMinutesOf(ports, store, from, to, 'dims'),
    ports.accessLog.readBetween(openedAt - CAUSE_WITHIN_MS, openedAt),
    ports.silences.readActive(openedAt),
    what === null || chain.length < 2
      ? []
      : ports.minutes.read(store.shard, compared.before.from, compared.now.to + LATE),
    asked.book,
  ])
  const announced = silences.filter((silence) => silence.store === store._id && silence.from <= openedAt)
  const names = { settings, book: book ?? { dishName: () => undefined }, stores }
  const told = (found: Parameters<typeof tellCauses>[0]) =>
    tellCauses(found, (label, value) => causeTitle(label, value, names))
  const orders = what === null || book === null ? null : orderCauses(book, what, compared)
  return {
    minutes,
    causes: what === null ? null : told([orders, phoneCauses(minutes, store._id, what, compared)]),
    stores: what === null ? null : told([storeCauses(chainMinutes, chain, what, compared)]),
    changes: knownChanges(openedAt, { store, minutes, from, log, silences: announced }),
  }
}
