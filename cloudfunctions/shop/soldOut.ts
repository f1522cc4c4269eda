import { type Caller, idOf, ShopError } from './caller'
import { db } from './cloud'
import { mustBeStaff } from './kitchen'

/** The kitchen takes a dish off for today, or puts it back: it stays on the menu, greyed. */
export async function soldOut(caller: Caller, event: Record<string, unknown>) {
  await mustBeStaff(caller)
  if (typeof event.soldOut !== 'boolean') throw new ShopError('bad_request', '说清楚是卖完了还是有了')
  const dish = idOf(event.dish)
  const { total } = await db.collection('dishes').where({ _id: dish }).count()
  if (!total) throw new ShopError('not_found', '菜单上没有这样菜')
  await db
    .collection('dishes')
    .where({ _id: dish })
    .update({ data: { soldOut: event.soldOut } })
  return { dish, soldOut: event.soldOut }
}
