import { idOf, ShopError } from './caller'
import { db } from './cloud'

/** What the shop has switched off for now, because something is wrong. One document. */
export interface ShopState {
  /** takes no orders */
  paused: boolean
  /** orders are paid at the counter, not on the phone */
  atCounter: boolean
}

const MAIN = 'main'
const USUAL: ShopState = { paused: false, atCounter: false }

export async function readState(): Promise<ShopState> {
  const { data } = await db.collection('shopState').where({ _id: MAIN }).limit(1).get()
  const { paused, atCounter } = { ...USUAL, ...(data as Partial<ShopState>[])[0] }
  return { paused, atCounter }
}

const write = async (change: Partial<ShopState>): Promise<object> => {
  await db
    .collection('shopState')
    .doc(MAIN)
    .set({ data: { ...(await readState()), ...change } })
  return {}
}

const setSoldOut = async (dish: unknown, soldOut: boolean): Promise<object> => {
  await db
    .collection('dishes')
    .where({ _id: idOf(dish) })
    .update({ data: { soldOut } })
  return {}
}

/** What Kandian's buttons do here, and what undoes it. Doing or undoing one twice is the same as once. */
const remedies: Record<string, (event: Record<string, unknown>) => Promise<object>> = {
  pause: () => write({ paused: true }),
  resume: () => write({ paused: false }),
  payAtCounter: () => write({ atCounter: true }),
  payOnPhone: () => write({ atCounter: false }),
  hideDish: ({ dish }) => setSoldOut(dish, true),
  showDish: ({ dish }) => setSoldOut(dish, false),
}

/**
 * Only functions of this environment may call these: no phone can make WeChat say so.
 * @param source WeChat's chain of callers, e.g. wx_client,scf
 */
export const isRemedy = (name: string, source: string): boolean =>
  Object.hasOwn(remedies, name) && source.split(',').at(-1) === 'scf'

export async function runRemedy(name: string, event: Record<string, unknown>): Promise<object> {
  const remedy = remedies[name]
  if (!remedy) throw new ShopError('bad_request', '没有这个操作')
  return remedy(event)
}
