import { OPTIONAL } from '../../../adapters/repositories/optionalFields'
import type { NoticeDocument } from '../../../core/documents/notice'
import type { SettingsDocument } from '../../../core/documents/settings'
import type { SilenceDocument } from '../../../core/documents/silence'
import type { Ports } from '../../../core/ports'
import { fakeSettings } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { onBothPorts } from './onBothPorts'
import { incident } from './samples'

/** How a document of each kind is written by its version, and found again. */
const VERSIONED = {
  settings: {
    document: fakeSettings,
    write: (ports: Ports, one: never, version: number) => ports.directory.writeSettings(one, version),
    read: (ports: Ports) => ports.directory.settings(),
  },
  incidents: {
    document: incident('a'),
    write: (ports: Ports, one: never, version: number) => ports.incidents.write(one, version),
    read: (ports: Ports) => ports.incidents.read('a'),
  },
  notices: {
    document: { _id: 'a', store: 's1', kind: 'test', severity: 'ok', title: 't', sentence: 's', createdAt: 1 },
    write: (ports: Ports, one: never, version: number) => ports.notices.write(one, version),
    read: (ports: Ports) => ports.notices.read('a'),
  },
  alertStates: {
    document: { _id: 's1', judgedThrough: 3, series: {}, open: {}, outbox: [] },
    write: (ports: Ports, one: never, version: number) => ports.alertStates.write(one, version),
    read: (ports: Ports) => ports.alertStates.read('s1'),
  },
  credits: {
    document: { _id: 'o:t', openid: 'o', templateId: 't', granted: 1, spent: 0, reserved: {}, events: [] },
    write: (ports: Ports, one: never, version: number) => ports.credits.write(one, version),
    read: (ports: Ports) => ports.credits.read('o', 't'),
  },
}

onBothPorts((ports) => {
  describe('versioned documents', () => {
    it('are written by whoever saw the last version', async () => {
      const settings: SettingsDocument = {
        ...fakeSettings,
        invites: { old: { role: 'staff', stores: ['s1'], validUntil: 1 } },
      }
      expect(await ports.directory.settings()).toBeNull()
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 1)).toBe(false)
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 0)).toBe(true)
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 0)).toBe(false)
      expect(await ports.directory.writeSettings({ ...settings, invites: {}, version: 2 }, 1)).toBe(true)
      expect(await ports.directory.settings()).toEqual({ ...settings, invites: {}, version: 2 })
    })

    it('are replaced whole: what is gone from a map is gone', async () => {
      const state = { _id: 's1', version: 1, judgedThrough: 3, series: { a: {} }, open: {}, outbox: [] }
      expect(await ports.alertStates.read('s1')).toBeNull()
      expect(await ports.alertStates.write(state, 0)).toBe(true)
      expect(await ports.alertStates.write({ ...state, series: {}, version: 2 }, 1)).toBe(true)
      expect(await ports.alertStates.read('s1')).toEqual({ ...state, series: {}, version: 2 })
    })

    it.each(Object.keys(VERSIONED) as (keyof typeof VERSIONED)[])(
      '%s lose every field that a writer leaves out',
      async (kind) => {
        const { write, read, document } = VERSIONED[kind]
        const anything = (field: string) => (field === 'apis' ? [{ label: 'any', name: 'thing' }] : { any: 'thing' })
        const more = Object.fromEntries(Object.keys(OPTIONAL[kind]).map((field) => [field, anything(field)]))
        const whole = { ...document, ...more, version: 1 }
        expect(await write(ports, whole as never, 0)).toBe(true)
        expect(await read(ports)).toEqual(whole)
        expect(await write(ports, { ...document, version: 2 } as never, 1)).toBe(true)
        expect(await read(ports)).toEqual({ ...document, version: 2 })
      },
    )

    it('of alert states are read together, those that are there', async () => {
      const state = (store: string) => ({
        _id: store,
        version: 1,
        judgedThrough: 3,
        series: {},
        open: {},
        outbox: [],
      })
      for (const store of ['s1', 's2', 's3']) await ports.alertStates.write(state(store), 0)
      const found = await ports.alertStates.readAll(['s3', 's1', 'none'])
      expect(found.map(({ _id }) => _id).sort()).toEqual(['s1', 's3'])
      expect(await ports.alertStates.readAll([])).toEqual([])
    })
  })

  describe('incidents', () => {
    it('are opened once and found while they are open or due', async () => {
      expect(await ports.incidents.insert(incident('a'))).toBe('inserted')
      expect(await ports.incidents.insert(incident('a'))).toBe('exists')
      await ports.incidents.insert(incident('b', { status: 'resolved', resolvedAt: NOON, openedAt: NOON + 1 }))
      await ports.incidents.insert(incident('c', { status: 'resolved', nextAt: NOON, openedAt: NOON + 2 }))
      await ports.incidents.insert(incident('d', { store: 's2', status: 'acknowledged' }))
      const active = await ports.incidents.readActive()
      expect(active.map(({ _id }) => _id).sort()).toEqual(['a', 'c', 'd'])
      await ports.directory.writeSettings(fakeSettings, 0)
      expect((await ports.pages.readChain([])).open.map(({ _id }) => _id).sort()).toEqual(['a', 'd'])
      expect((await ports.incidents.readLatest('s1', 2)).map(({ _id }) => _id)).toEqual(['c', 'b'])
      expect(await ports.incidents.write(incident('a', { version: 2, status: 'resolved' }), 1)).toBe(true)
      expect((await ports.incidents.read('a'))?.status).toBe('resolved')
      expect(await ports.incidents.read('none')).toBeNull()
    })
  })

  describe('what is told, and what is not', () => {
    const silence: SilenceDocument = {
      _id: 'x',
      version: 1,
      store: 's1',
      kind: 'silence',
      area: null,
      upTo: 'crit',
      from: NOON,
      until: NOON + 1000,
      weekly: null,
      by: '兰姨',
      reason: '盘点',
    }

    it('silences are found until they are over', async () => {
      expect(await ports.silences.write(silence, 0)).toBe(true)
      expect((await ports.silences.readActive(NOON)).map(({ _id }) => _id)).toEqual(['x'])
      expect(await ports.silences.readActive(NOON + 1000)).toEqual([])
      expect(await ports.silences.write({ ...silence, version: 2, until: NOON }, 1)).toBe(true)
      expect(await ports.silences.write({ ...silence, version: 2 }, 1)).toBe(false)
      expect((await ports.silences.read('x'))?.until).toBe(NOON)
      expect(await ports.silences.read('none')).toBeNull()
    })

    it('notices are found when they are due, and written once', async () => {
      const notice: NoticeDocument = {
        _id: 'a',
        version: 1,
        store: 's1',
        kind: 'report',
        severity: 'ok',
        title: '昨天 0 单',
        sentence: '',
        createdAt: NOON,
        nextAt: NOON,
        deliveries: {},
      }
      expect([await ports.notices.insert(notice), await ports.notices.insert(notice)]).toEqual(['inserted', 'exists'])
      await ports.notices.insert({ ...notice, _id: 'later', nextAt: NOON + 1 })
      await ports.notices.insert({ ...notice, _id: 'done', nextAt: null })
      expect((await ports.notices.readDue(NOON)).map(({ _id }) => _id)).toEqual(['a'])
      expect(await ports.notices.write({ ...notice, version: 2, nextAt: null }, 1)).toBe(true)
      expect(await ports.notices.readDue(NOON)).toEqual([])
      expect((await ports.notices.read('a'))?.version).toBe(2)
    })

    it('a channel’s allowance is written by whoever saw the last one', async () => {
      expect(await ports.channels.read('robot')).toBeNull()
      expect(await ports.channels.write({ _id: 'robot', version: 1, posts: [NOON, NOON] }, 0)).toBe(true)
      expect(await ports.channels.write({ _id: 'robot', version: 2, posts: [] }, 0)).toBe(false)
      expect(await ports.channels.write({ _id: 'robot', version: 2, posts: [] }, 1)).toBe(true)
      expect(await ports.channels.read('robot')).toEqual({ _id: 'robot', version: 2, posts: [] })
    })
  })
})
