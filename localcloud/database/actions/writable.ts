import type { Collection } from '../../store/catalogue'
import type { Found } from '../../store/documents'
import type { View } from '../../store/view'
import type { Selector } from '../request'

/**
 * The documents that a write will change, once no transaction holds any of them.
 * The caller must write before it awaits anything else.
 */
export async function writable(
  view: View,
  collection: Collection,
  selector: Selector,
  multi: boolean,
): Promise<Found[]> {
  for (;;) {
    const targets = select(view, collection, selector, multi)
    const idKeys = selector.filter === undefined ? [selector.idKey] : targets.map(({ idKey }) => idKey)
    const held = view.heldUntil(collection, idKeys)
    if (held === undefined) return targets
    await held
  }
}

function select(view: View, collection: Collection, selector: Selector, multi: boolean): Found[] {
  if (selector.filter)
    return view.find(collection, multi ? { filter: selector.filter } : { filter: selector.filter, limit: 1 })
  const found = view.byId(collection, selector.id)
  return found ? [found] : []
}
