import { readSighting, sightingText } from '../../../core/errors/newestSighting'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { onBothPorts } from './onBothPorts'

onBothPorts((ports) => {
  describe('the directory', () => {
    it('has the names of APIs as a list, also where an early version kept them by their label', async () => {
      const early = { '/menu': { name: '菜单' }, 'pay.v2': { targetMs: 800, name: 7 }, odd: 'text', none: {} }
      await ports.directory.writeSettings({ ...fakeSettings, apis: early as never }, 0)
      const read = await ports.directory.settings()
      expect(read?.apis).toEqual([
        { label: '/menu', name: '菜单' },
        { label: 'pay.v2', targetMs: 800 },
      ])
      const next = { ...fakeSettings, apis: read?.apis ?? [], version: (read?.version ?? 0) + 1 }
      expect(await ports.directory.writeSettings(next, read?.version ?? 0)).toBe(true)
      expect((await ports.directory.settings())?.apis).toEqual(read?.apis)
    })

    it('brings settings, stores and staff in one call, and nothing where it is not set up', async () => {
      const lan = { _id: 'lan', openid: 'o-lan', name: '兰姨', role: 'owner' as const, stores: ['s1'], order: 1 }
      await ports.directory.writeStore(fakeStore, 0)
      await ports.directory.writeStaff({ ...lan, removed: false, joinedAt: 1 })
      expect(await ports.directory.all()).toEqual({ settings: null, stores: [], staff: [] })
      await ports.directory.writeSettings({ ...fakeSettings, apis: { '/menu': { name: '菜单' } } as never }, 0)
      const { settings, stores, staff } = await ports.directory.all()
      expect(settings).toEqual(await ports.directory.settings())
      expect([stores, staff]).toEqual([[fakeStore], [{ ...lan, removed: false, joinedAt: 1 }]])
    })

    it('moves a store once, and remembers where it was, whoever else writes it', async () => {
      await ports.directory.writeStore(fakeStore, 0)
      await ports.directory.moveStore('s1', '0', '2', 100)
      await ports.directory.moveStore('s1', '0', '1', 200)
      await ports.directory.noteAlsoIn('s1', '0', 50)
      await ports.directory.noteAlsoIn('s1', '3', 70)
      await ports.directory.writeStore({ ...fakeStore, name: '新名字', version: 1 }, 0)
      expect(await ports.directory.stores()).toEqual([
        { ...fakeStore, name: '新名字', version: 1, shard: '2', alsoIn: { 0: 100, 3: 70 } },
      ])
    })

    it('writes a store only over what the writer saw, also where nobody had changed it before', async () => {
      await ports.directory.writeStore(fakeStore, 0)
      const named = { ...fakeStore, name: '新名字', version: 1 }
      expect(await ports.directory.writeStore(named, 0)).toBe(true)
      expect(await ports.directory.writeStore({ ...fakeStore, closedOn: ['2026-12-31'], version: 1 }, 0)).toBe(false)
      expect(await ports.directory.writeStore({ ...named, branch: '新店', version: 2 }, 1)).toBe(true)
      expect(await ports.directory.writeStore({ ...named, version: 2 }, 1)).toBe(false)
      expect(await ports.directory.stores()).toEqual([{ ...named, branch: '新店', version: 2 }])
    })

    it('changes of a person what is named, whatever else is changed of them at the same time', async () => {
      const lan = { _id: 'lan', openid: 'o-lan', name: '兰姨', role: 'owner' as const, stores: ['s1'], order: 1 }
      await ports.directory.writeStaff({ ...lan, removed: false, joinedAt: 1, quiet: { from: 1320, to: 540 } })
      await ports.directory.changeStaff('lan', { removed: true })
      await ports.directory.changeStaff('lan', { wakeMe: true, quiet: null })
      await ports.directory.changeStaff('nobody', { order: 3 })
      expect(await ports.directory.staff()).toEqual([{ ...lan, removed: true, joinedAt: 1, wakeMe: true, quiet: null }])
    })

    it('notes the first measurement of a store once', async () => {
      await ports.directory.writeStore({ ...fakeStore, firstSeenAt: null }, 0)
      await ports.directory.markSeen('s1', 5)
      await ports.directory.markSeen('s1', 4)
      expect(await ports.directory.stores()).toEqual([{ ...fakeStore, firstSeenAt: 5 }])
    })

    it('keeps staff and credits', async () => {
      const lan = { _id: 'lan', openid: 'o-lan', name: '兰姨', role: 'owner' as const, stores: ['s1'], order: 1 }
      await ports.directory.writeStaff({ ...lan, removed: false, joinedAt: 1 })
      await ports.directory.writeStaff({ ...lan, removed: true, joinedAt: 1 })
      expect(await ports.directory.staff()).toEqual([{ ...lan, removed: true, joinedAt: 1 }])
      const credit = { openid: 'o-lan', granted: 1, spent: 0, reserved: {}, refusedAt: null, events: [], version: 1 }
      expect(await ports.credits.write({ ...credit, _id: 'lan:t1', templateId: 't1' }, 0)).toBe(true)
      expect((await ports.credits.read('o-lan', 't1'))?.granted).toBe(1)
      expect(await ports.credits.read('o-lan', 't2')).toBeNull()
      expect(await ports.credits.readAll(['o-lan', 'o-else'])).toHaveLength(1)
      expect(await ports.credits.readAll([])).toEqual([])
    })
  })

  describe('issues', () => {
    const issue = (firstAt: number, lastAt: number, page: string) => ({
      _id: 's1:f1',
      store: 's1',
      fingerprint: 'f1',
      firstAt,
      lastAt,
      status: 'open' as const,
      sample: { kind: 'error', message: 'x is undefined', stack: '', page, release: '1', crumbs: [] },
    })

    it('are marked by staff, each mark kept', async () => {
      await ports.issues.touch([issue(1, 2, 'a')])
      expect(await ports.issues.mark('s1:f1', { at: 5, by: '小周', status: 'solved' })).toBe(true)
      expect(await ports.issues.mark('s1:f1', { at: 6, by: '小周', status: 'open' })).toBe(true)
      expect(await ports.issues.mark('s1:none', { at: 6, by: '小周', status: 'open' })).toBe(false)
      expect((await ports.issues.read('s1', 0))[0]).toMatchObject({ status: 'open', marks: [{ at: 5 }, { at: 6 }] })
    })

    it('widen in any order to the first and the last sighting, with the sample of the first', async () => {
      await ports.issues.touch([issue(50, 60, 'second')])
      await ports.issues.touch([issue(40, 40, 'first')])
      await ports.issues.touch([issue(55, 70, 'third')])
      expect(await ports.issues.read('s1', 70)).toEqual([issue(40, 70, 'first')])
      expect(await ports.issues.read('s1', 71)).toEqual([])
      expect(await ports.issues.read('s2', 0)).toEqual([])
    })

    it('keep the newest release they were seen in, whichever came last', async () => {
      const in29 = { ...issue(50, 60, 'a'), newest: sightingText({ release: '2.9.0', at: 60 }) as string }
      const in210 = { ...issue(55, 55, 'a'), newest: sightingText({ release: '2.10.0', at: 55 }) as string }
      const later29 = { ...issue(70, 70, 'a'), newest: sightingText({ release: '2.9.0', at: 70 }) as string }
      const inDev = { ...issue(65, 65, 'a'), unorderedAt: 65 }
      for (const one of [in29, in210, inDev, later29]) await ports.issues.touch([one])
      const [found] = await ports.issues.read('s1', 0)
      expect(readSighting(found?.newest as string)).toEqual({ release: '2.10.0', at: 55 })
      expect(found).toMatchObject({ lastAt: 70, unorderedAt: 65 })
    })

    it('are read of several stores at once', async () => {
      await ports.issues.touch([issue(50, 60, 'first'), { ...issue(50, 90, 'first'), _id: 's2:f1', store: 's2' }])
      expect((await ports.issues.readOf(['s1', 's2', 's3'], 0)).map(({ store }) => store).sort()).toEqual(['s1', 's2'])
      expect((await ports.issues.readOf(['s1', 's2'], 70)).map(({ store }) => store)).toEqual(['s2'])
      expect(await ports.issues.readOf([], 0)).toEqual([])
    })
  })
})
