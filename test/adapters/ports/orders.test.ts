import type { OrderSelection } from '../../../core/ports'
import { fakeSettings } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { onBothPorts } from './onBothPorts'
import { fact } from './samples'

onBothPorts((ports, subject) => {
  describe('orders', () => {
    it('are found by their update time, kept as a date or as a number', async () => {
      await subject.putOrder({ _id: 'a', updatedAt: new Date(NOON) })
      await subject.putOrder({ _id: 'b', updatedAt: NOON + 1 })
      await subject.putOrder({ _id: 'c', updatedAt: new Date(NOON + 2) })
      const found = await ports.orders.readChanged(fakeSettings.orders, NOON, NOON + 2)
      expect(found.map(({ _id }) => _id).sort()).toEqual(['a', 'b'])
    })

    it('are found by their store, or as those of none that is known', async () => {
      const mapping = { ...fakeSettings.orders, store: 'store' }
      for (const store of ['s1', 's2', 'gone']) await subject.putOrder({ _id: store, store, updatedAt: NOON })
      await subject.putOrder({ _id: 'none', updatedAt: NOON })
      const read = async (select: OrderSelection) =>
        (await ports.orders.readChanged(mapping, NOON, NOON + 1, select)).map(({ _id }) => _id).sort()
      expect(await read({ of: ['s2'] })).toEqual(['s2'])
      expect(await read({ except: ['s2'] })).toEqual(['gone', 'none', 's1'])
    })

    it('become facts of their hour, each written whole, the others left', async () => {
      await ports.orders.putHour('s1', 5, { facts: { a: fact(), b: fact() } })
      await ports.orders.putHour('s1', 5, { facts: { b: fact({ paidAt: NOON + 9 }), c: fact() } })
      const hours = await ports.orders.readHours('s1', [4, 5])
      const hourOf5 = { _id: 's1:5', store: 's1', hour: 5, sights: {}, dishes: {}, version: 2 }
      expect(hours).toEqual([{ ...hourOf5, facts: { a: fact(), b: fact({ paidAt: NOON + 9 }), c: fact() } }])
      await ports.orders.putHour('s1', 5, { facts: { a: fact() } })
      expect(await ports.orders.readHours('s1', [5])).toEqual([{ ...hours[0], version: 3 }])
      expect(await ports.orders.readHours('s1', [])).toEqual([])
    })

    it('are read of several stores at once, more of them than a query gives', async () => {
      const stores = Array.from({ length: 260 }, (_, index) => `s${index}`)
      for (const store of stores) await ports.orders.putHour(store, 5, { facts: { a: fact() } })
      await ports.orders.putHour('s1', 6, { facts: { b: fact() } })
      const found = await ports.orders.readHoursOf(stores, [3, 4, 5, 7])
      expect(found.map(({ _id }) => _id).sort()).toEqual(stores.map((store) => `${store}:5`).sort())
      expect(await ports.orders.readHoursOf(['s1', 'none'], [5, 6])).toHaveLength(2)
      expect(await ports.orders.readHoursOf([], [5])).toEqual([])
    })
  })
})
