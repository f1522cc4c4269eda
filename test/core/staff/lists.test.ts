import type { MitigationRequest } from '../../../contract/admin'
import { MITIGATIONS_MOST } from '../../../contract/mitigation'
import type { ProbeSetting } from '../../../contract/schemas/probe'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, fakeSettings, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const codes = { hash: (code: string, salt: string) => `${salt}${code}`, make: () => 'CODE-1234' }
const saved = { ok: true, value: { saved: true } }
const tooLarge = { ok: false, error: expect.objectContaining({ code: 'too_large' }) }

const remedy = (id: string): MitigationRequest => ({
  ...{ id, name: id, note: '', function: 'shop', event: {}, undoEvent: {} },
  ...{ undoAfterMinutes: 30, role: 'staff', stores: [] },
})
const probe = (id: string): ProbeSetting => ({
  ...{ id, name: id, store: 's1', everyMinutes: 5 },
  target: { kind: 'function', name: 'shop', event: {} },
  expect: { withinMs: 3000 },
})
const LUNCH = { from: 600, to: 840 }
const DINNER = { from: 1020, to: 1320 }

let ports: FakePorts
beforeEach(() => {
  ports = alertedShop()
  ports.store.staff.set('姐姐', person('姐姐', 4, { role: 'owner' }))
  const mitigations = ['a', 'b'].map(remedy)
  ports.store.settings.set('main', { ...fakeSettings, mitigations, probes: [probe('menu')] })
})
const call = async (id: string, event: object): Promise<any> =>
  handleAdmin(event, { ports, codes, caller: { id, openid: `openid-${id}` }, now: NOON })
/** On two phones at the same moment: each reads before the other has written. */
const atOnce = (...events: object[]) =>
  Promise.all(events.map((event, index) => call(index % 2 === 0 ? '兰姨' : '姐姐', event)))
const settings = () => ports.store.settings.get('main')!
const store = () => ports.store.stores.get('s1')!
const ids = (list: readonly { id: string }[] | undefined) => list?.map(({ id }) => id)

describe('of two changes at the same moment none is lost', () => {
  it.each<[string, object[], () => unknown, unknown]>([
    [
      'two remedies that are added',
      [
        { action: 'mitigation', mitigation: remedy('c') },
        { action: 'mitigation', mitigation: remedy('d') },
      ],
      () => ids(settings().mitigations)?.sort(),
      ['a', 'b', 'c', 'd'],
    ],
    [
      'a remedy that is added, one that is taken away, and one put first',
      [
        { action: 'mitigation', mitigation: remedy('c') },
        { action: 'dropMitigation', id: 'a' },
        { action: 'firstMitigation', id: 'b' },
      ],
      () => ids(settings().mitigations),
      ['b', 'c'],
    ],
    [
      'a probe that is added and one that is taken away',
      [
        { action: 'probe', probe: probe('pay') },
        { action: 'dropProbe', id: 'menu' },
      ],
      () => ids(settings().probes),
      ['pay'],
    ],
    [
      'two services of the week',
      [
        { action: 'rota', store: 's1', slot: { weekday: 3, ...LUNCH, staff: '阿强' } },
        { action: 'rota', store: 's1', slot: { weekday: 3, ...DINNER, staff: '小周' } },
      ],
      () =>
        settings()
          .rota?.s1?.slots.map(({ from, staff }) => [from, staff])
          .sort(),
      [
        [DINNER.from, '小周'],
        [LUNCH.from, '阿强'],
      ],
    ],
    [
      'a service of the week and an exchange of shifts',
      [
        { action: 'rota', store: 's1', slot: { weekday: 3, ...LUNCH, staff: '阿强' } },
        { action: 'swap', store: 's1', give: { from: NOON, to: NOON + 3_600_000 }, to: '阿强', take: null },
      ],
      () => [settings().rota?.s1?.slots.length, settings().rota?.s1?.overrides.length],
      [1, 1],
    ],
    [
      'two days off, a name, and a rule',
      [
        { action: 'hours', store: 's1', close: ['2026-12-31'], open: [] },
        { action: 'hours', store: 's1', close: ['2027-02-05'], open: [] },
        { action: 'rename', store: 's1', name: '新名字', branch: '新店' },
        { action: 'changeRule', store: 's1', rule: 'paymentSuccess', change: { severity: 'warn' } },
      ],
      () => [store().closedOn, store().name, store().hours.length, Object.keys(store().rules ?? {})],
      [['2026-12-31', '2027-02-05'], '新名字', 7, ['paymentSuccess']],
    ],
    [
      'two templates',
      [
        { action: 'templates', templates: { critical: { id: 'new', keywords: {} } } },
        { action: 'templates', templates: { normal: null } },
      ],
      () => Object.values(settings().templates).map((template) => template?.id ?? null),
      ['new', null, null],
    ],
    [
      'two keys for other programs',
      [
        { action: 'exportToken', name: 'one' },
        { action: 'dropExportToken', id: 'none' },
      ],
      () => settings().exportTokens?.length,
      1,
    ],
  ])('%s', async (_, events, left, expected) => {
    for (const answer of await atOnce(...events)) expect(answer).toMatchObject({ ok: true })
    expect(left()).toEqual(expected)
  })

  it('who is let go stays gone, whatever they change of their own meanwhile', async () => {
    ports.before.run = async (operation) => {
      if (operation !== 'directory.changeStaff' && operation !== 'directory.writeStaff') return
      ports.before.run = () => {}
      await call('兰姨', { action: 'dismiss', staff: '小周' })
    }
    await call('小周', { action: 'me', quiet: { from: 1320, to: 540 } })
    expect(ports.store.staff.get('小周')).toMatchObject({ removed: true })
  })
})

describe('one element', () => {
  it('that is saved again keeps its place; one that is gone already may be taken away again', async () => {
    expect(await call('兰姨', { action: 'mitigation', mitigation: { ...remedy('a'), note: '最后一招' } })).toEqual(
      saved,
    )
    expect(settings().mitigations?.map(({ id, note }) => [id, note])).toEqual([
      ['a', '最后一招'],
      ['b', ''],
    ])
    for (const _ of [1, 2]) expect(await call('兰姨', { action: 'dropMitigation', id: 'a' })).toEqual(saved)
    expect(await call('兰姨', { action: 'firstMitigation', id: 'a' })).toEqual(saved)
    expect(ids(settings().mitigations)).toEqual(['b'])
  })

  it('too many is refused, and one of those that are there may still be changed', async () => {
    const full = Array.from({ length: MITIGATIONS_MOST }, (_, index) => remedy(`r${index}`))
    const probes = Array.from({ length: 10 }, (_, index) => probe(`p${index}`))
    const exportTokens = Array.from({ length: 10 }, (_, index) => ({
      id: `${index}`,
      name: '',
      hash: '',
      stores: [],
      createdAt: 0,
    }))
    ports.store.settings.set('main', { ...fakeSettings, mitigations: full, probes, exportTokens })
    expect(await call('兰姨', { action: 'mitigation', mitigation: remedy('new') })).toEqual(tooLarge)
    expect(await call('兰姨', { action: 'probe', probe: probe('new') })).toEqual(tooLarge)
    expect(await call('兰姨', { action: 'exportToken', name: '报表' })).toEqual(tooLarge)
    expect(await call('兰姨', { action: 'mitigation', mitigation: remedy('r3') })).toEqual(saved)
    expect(await call('兰姨', { action: 'probe', probe: probe('p3') })).toEqual(saved)
  })

  it('of the week that is given away leaves what lies beside it', async () => {
    const give = (from: number, to: number, staff: string | null) =>
      call('兰姨', { action: 'rota', store: 's1', slot: { weekday: 3, from, to, staff } })
    await give(0, 1440, '兰姨')
    await give(LUNCH.from, LUNCH.to, '阿强')
    await give(DINNER.from, DINNER.to, null)
    expect(settings().rota?.s1?.slots.map(({ from, to, staff }) => `${from}–${to} ${staff}`)).toEqual([
      '0–600 兰姨',
      '840–1020 兰姨',
      '1320–1440 兰姨',
      '600–840 阿强',
    ])
  })

  it('of the days off may be open again, and those that are past are forgotten', async () => {
    ports.store.stores.set('s1', { ...store(), closedOn: ['2026-11-01', '2026-11-30', '2026-12-31'] })
    expect(await call('兰姨', { action: 'hours', store: 's1', close: [], open: ['2026-11-30'] })).toEqual(saved)
    expect(store().closedOn).toEqual(['2026-12-31'])
  })
})

it('a wish of one’s own leaves the others alone', async () => {
  await call('小周', { action: 'me', wakeMe: true, quiet: { from: 1320, to: 540 } })
  await call('小周', { action: 'me', quiet: null })
  await call('小周', { action: 'me', dailyReport: true })
  expect(ports.store.staff.get('小周')).toMatchObject({ wakeMe: true, quiet: null, dailyReport: true })
  expect(ports.store.staff.get('小周')).not.toHaveProperty('optedOut')
})
