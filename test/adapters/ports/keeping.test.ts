import type { NoticeDocument } from '../../../core/documents/notice'
import type { SilenceDocument } from '../../../core/documents/silence'
import { encodeFact } from '../../../core/orders/factCodec'
import type { StoredDocument } from '../../../core/people/personalRecords'
import type { Ports } from '../../../core/ports'
import { type Expiring, OF_NO_STORE } from '../../../core/retention/expiry'
import { hourOf, MINUTE_MS } from '../../../core/time/units'
import { NOON } from '../../fakes/batches'
import { onBothPorts } from './onBothPorts'
import { fact, incident } from './samples'

onBothPorts((ports, subject) => {
  describe('people', () => {
    const credit = { openid: 'o', granted: 1, spent: 0, reserved: {}, refusedAt: null, events: [], version: 1 }
    const only = async (collection: 'credits' | 'orderHours'): Promise<StoredDocument> =>
      (await ports.people.page(collection, '', 1))[0] as StoredDocument
    /** Facts as they come: as a text on WeChat Cloud, as an object in memory. */
    const renamed = (facts: unknown) => JSON.parse(JSON.stringify(facts).replaceAll('hashofher', 'nobody'))

    it('documents come page by page in the order of their ids, and are removed', async () => {
      const { people, credits } = subject.ports
      for (const templateId of ['b', 'a', 'c']) await credits.write({ ...credit, _id: templateId, templateId }, 0)
      expect((await people.page('credits', '', 2)).map(({ _id }) => _id)).toEqual(['a', 'b'])
      expect((await people.page('credits', 'b', 2)).map(({ _id }) => _id)).toEqual(['c'])
      await people.remove('credits', 'a')
      expect((await people.page('credits', '', 5)).map(({ _id }) => _id)).toEqual(['b', 'c'])
    })

    it('fields of a document are changed whole, the others stay, and nobody writes over a change they have not read', async () => {
      const { people, credits } = subject.ports
      await credits.write({ ...credit, _id: 'a', templateId: 'a', reserved: { j: 1 } }, 0)
      const read = await only('credits')
      expect(await people.change('credits', read, { reserved: { k: 1 }, openid: 'p' })).toBe(true)
      expect(await only('credits')).toEqual({ ...read, openid: 'p', reserved: { k: 1 }, version: 2 })
      // who read it before writes over it no more, and neither is a later change written over
      expect(await credits.write({ ...credit, _id: 'a', templateId: 'a', version: 2 }, 1)).toBe(false)
      expect(await people.change('credits', read, { openid: 'q' })).toBe(false)
      expect(await people.change('credits', { ...read, _id: 'nobody' }, { openid: 'q' })).toBe(false)
      expect(await only('credits')).toMatchObject({ openid: 'p' })
    })

    it('whoever was forgotten stays so, whoever writes their order again', async () => {
      const { people, orders, postedOrders } = subject.ports
      const hers = fact({ customer: 'hashofher' })
      await orders.putHour('s1', 5, { facts: { hers, his: fact({ customer: 'hashofhim' }) } })
      const read = await only('orderHours')
      await people.change('orderHours', read, { facts: renamed(read.facts), forgotten: 1 })
      const paid = { paidAt: NOON + 9 }
      const later = { hers: { ...hers, ...paid }, his: fact({ customer: 'hashofhim', ...paid }) }
      await orders.putHour('s1', 5, { facts: { ...later, hersToo: hers }, dishes: { d: '面' } })
      const [hour] = await orders.readHours('s1', [5])
      expect(hour).toMatchObject({ forgotten: 1, version: 3, dishes: { d: '面' } })
      expect(hour?.facts).toEqual({ ...later, hers: fact({ customer: 'nobody', ...paid }), hersToo: hers })
      await orders.putHour('s1', 5, { facts: {}, sights: { a_0_b: 1 } })
      expect((await orders.readHours('s1', [5]))[0]).toMatchObject({ version: 4, sights: { a_0_b: 1 } })

      const event = { store: 's1', order: '7', customer: 'openid-of-hers' } as const
      await postedOrders.put({ ...event, state: 'paid', at: NOON, amountFen: 5 })
      const [posted] = await people.page('postedOrders', '', 1)
      await people.change('postedOrders', posted as StoredDocument, { customer: 'nobody', forgotten: 1 })
      await postedOrders.put({ ...event, state: 'delivered', at: NOON + 9, amountFen: 6 })
      expect(
        (await people.page('postedOrders', '', 2)).map(({ customer, amountFen }) => [customer, amountFen]),
      ).toEqual([['nobody', 6]])
    })

    it.each(['written by this version', 'of a version that did not count writes'])(
      'orders that come while somebody is forgotten are kept: an hour %s',
      async (kind) => {
        const { people, orders } = subject.ports
        const hers = fact({ customer: 'hashofher' })
        if (kind === 'written by this version') await orders.putHour('s1', 5, { facts: { hers } })
        else await subject.putOrderHour({ _id: 's1:5', store: 's1', hour: 5, facts: { hers: encodeFact(hers) } })
        const before = await only('orderHours')
        await orders.putHour('s1', 5, { facts: { new: fact() } })
        expect(await people.change('orderHours', before, { facts: renamed(before.facts) })).toBe(false)
        const after = await only('orderHours')
        expect(await people.change('orderHours', after, { facts: renamed(after.facts) })).toBe(true)
        const [hour] = await orders.readHours('s1', [5])
        expect(hour?.facts).toEqual({ hers: fact({ customer: 'nobody' }), new: fact() })
        // and once more, from what was written last
        await orders.putHour('s1', 5, { facts: { newer: fact() } })
        expect(await people.change('orderHours', after, { facts: {} })).toBe(false)
      },
    )

    it('an hour that nobody writes is changed, whichever version wrote it', async () => {
      const { people, orders } = subject.ports
      const stored = encodeFact(fact({ customer: 'hashofher' }))
      await subject.putOrderHour({ _id: 's1:5', store: 's1', hour: 5, facts: { hers: stored } })
      const read = await only('orderHours')
      expect(await people.change('orderHours', read, { facts: renamed(read.facts) })).toBe(true)
      expect((await orders.readHours('s1', [5]))[0]?.facts).toEqual({ hers: fact({ customer: 'nobody' }) })
    })
  })

  describe('expiry', () => {
    const day = 24 * 60 * MINUTE_MS
    const before = NOON
    const silence = (id: string, until: number): SilenceDocument => ({
      ...{ _id: id, version: 1, store: 's1', kind: 'silence', area: null, upTo: 'crit', from: 0, until },
      ...{ weekly: null, by: '兰姨', reason: '' },
    })
    const notice = (id: string, createdAt: number, nextAt: number | null): NoticeDocument => ({
      ...{ _id: id, version: 1, store: 's1', kind: 'report', severity: 'ok', title: '', sentence: '' },
      ...{ createdAt, nextAt, deliveries: {} },
    })
    const issue = (fingerprint: string, lastAt: number) => ({
      ...{ _id: `s1:${fingerprint}`, store: 's1', fingerprint, firstAt: 1, lastAt, status: 'open' as const },
      sample: { kind: 'error', message: '', stack: '', page: '', release: '1', crumbs: [] },
    })
    const entry = (id: string, at: number) => ({ _id: id, at, by: 'x', action: 'rules', subject: '' })
    const event = (order: string): Parameters<Ports['postedOrders']['put']>[0] => ({
      ...{ store: 's1', order, state: 'created', at: NOON, amountFen: 100 },
    })
    const put: Record<Expiring, () => Promise<unknown>> = {
      issues: () => ports.issues.touch([issue('old', before - 1), issue('young', before)]),
      orderHours: async () => {
        for (const ms of [before - day, before]) await ports.orders.putHour('s1', hourOf(ms), { facts: { o: fact() } })
      },
      postedOrders: async () => {
        await ports.postedOrders.put(event('old'))
        subject.setTime(before + 1)
        await ports.postedOrders.put(event('young'))
        subject.setTime(NOON)
      },
      notices: async () => {
        await ports.notices.insert(notice('old', before - 1, null))
        await ports.notices.insert(notice('old but not done', before - 1, 5))
        await ports.notices.insert(notice('young', before, null))
      },
      silences: async () => {
        for (const [id, until] of [
          ['old', before - 1],
          ['young', before],
        ] as const)
          await ports.silences.write(silence(id, until), 0)
      },
      incidents: async () => {
        const times = { openedAt: before - 1, resolvedAt: before }
        await ports.incidents.insert(incident('old', { ...times, status: 'resolved' }))
        await ports.incidents.insert(incident('old but open', { openedAt: before - 1 }))
        await ports.incidents.insert(incident('young', { openedAt: before, status: 'resolved' }))
      },
      accessLog: async () => {
        await ports.accessLog.insert(entry('old', before - 1))
        await ports.accessLog.insert(entry('young', before))
      },
    }
    it.each(Object.keys(put) as Expiring[])('of %s what is old and done with goes, and nothing else', async (name) => {
      await put[name]()
      const limit = name === 'postedOrders' ? before + 1 : before
      if (!OF_NO_STORE.has(name)) expect(await ports.expiry.remove(name, limit, ['s2'])).toBe(0)
      expect(await ports.expiry.remove(name, limit, ['s2', 's1'])).toBe(1)
      expect(await ports.expiry.remove(name, limit, ['s2', 's1'])).toBe(0)
    })
  })
})
