import { emptyMaintenance, faultOf, maintenanceView, minuteOfDay } from '../../../miniprogram/admin/model/maintenance'
import { emptyRemedy, formOf, remediesView, remedyOf } from '../../../miniprogram/admin/model/remedyForm'
import { firstSwap, holderOf, shiftOf, swapFault, swapView } from '../../../miniprogram/admin/model/swap'
import { at, normal } from '../overviews'
import { incidentsOf } from '../pages/incidents'
import { shopSettings } from '../pages/settings'

const known = shopSettings.remedies ?? []
const place = { newId: 'r9', store: 'wensan' }

describe('a remedy', () => {
  const form = {
    ...emptyRemedy,
    ...{ name: ' 停优惠券 ', functionName: 'shop', event: '{"action":"stop"}', undoEvent: '{"action":"go"}' },
  }

  test('is what the form says', () => {
    expect(remedyOf(form, known, place)).toEqual({
      remedy: {
        ...{ id: 'r9', name: '停优惠券', note: '', function: 'shop', undoAfterMinutes: 30, role: 'manager' },
        ...{ event: { action: 'stop' }, undoEvent: { action: 'go' }, stores: ['wensan'] },
      },
    })
  })

  test('that is changed keeps its id and its other stores', () => {
    const pause = known[1]!
    const written = remedyOf({ ...formOf(pause), minutes: 60 }, known, place)
    expect(written).toEqual({ remedy: { ...pause, undoAfterMinutes: 60, stores: ['xihu', 'wensan'] } })
  })

  test.each([
    ['no name', { name: '' }, 'name'],
    ['no function', { functionName: '云函数' }, 'functionName'],
    ['an event that is no JSON', { event: 'pause' }, 'event'],
    ['nothing that undoes it', { undoEvent: '' }, 'undoEvent'],
    ['a list for an event', { event: '[]' }, 'event'],
  ])('with %s is told at its field', (_, change, field) => {
    expect(remedyOf({ ...form, ...change }, known, place)).toEqual({ faults: { [field]: expect.any(String) } })
  })

  test('is not changed by whoever may not', () => {
    expect(remediesView({ ...shopSettings, may: [] }, 1)).toMatchObject({ may: false, several: false })
  })
})

describe('maintenance', () => {
  test('that repeats is listed with its days, a silence is not', () => {
    const page = incidentsOf(normal())
    const weekly = { weekdays: [0, 2], from: 1350, to: 60 }
    const own = { ...page.silences[0]!, id: 'm', weekly, reason: '盘点', until: at('12:00') }
    expect(maintenanceView({ ...page, silences: [...page.silences, own] }, ['maintain']).rows).toEqual([
      { id: 'm', title: '每周二、周日 22:30–次日 01:00', note: '盘点，兰姨定的，到 11 月 25 日' },
    ])
  })

  test('without days, a length or a reason is not sent', () => {
    const form = { ...emptyMaintenance, weekdays: [1], reason: '盘点' }
    expect(
      [form, { ...form, weekdays: [] }, { ...form, to: form.from }, { ...form, reason: ' ' }].map(faultOf),
    ).toEqual(['', '选哪几天', '开始和结束是同一时刻', '写一句要做什么，别人看得懂'])
    expect(minuteOfDay('22:30')).toBe(1350)
  })
})

describe('an exchange of shifts', () => {
  const zone = shopSettings.store.zone
  // the plan gives 兰姨 Wednesday noon; today is one
  const give = { day: '2026-12-02', band: 0 }
  const form = { ...firstSwap(shopSettings.now, zone), give, to: 'qiang' }

  test('is of the shop’s clock, and knows who has the shift, by plan and by exchange', () => {
    expect(shiftOf(give, zone)).toEqual({
      from: Date.parse('2026-12-02T10:00:00+08:00'),
      to: Date.parse('2026-12-02T14:00:00+08:00'),
    })
    expect(holderOf(shopSettings, give)).toBe('lan')
    const swapped = {
      ...shopSettings,
      rota: { ...shopSettings.rota, overrides: [{ ...shiftOf(give, zone), staff: 'zhou' }] },
    }
    expect(holderOf(swapped, give)).toBe('zhou')
    expect(swapView(swapped, form)).toMatchObject({
      holder: '现在是小周',
      rows: [{ title: '小周来', note: '12 月 2 日 周三 10:00–14:00', may: true }],
    })
  })

  test('is offered to those who can be told, and says what the cloud would refuse', () => {
    expect(swapView(shopSettings, form).people).toEqual([{ id: 'qiang', name: '阿强' }])
    const staff = { ...shopSettings, may: [] }
    expect([
      swapFault(shopSettings, form),
      swapFault(shopSettings, { ...form, to: '' }),
      swapFault(staff, { ...form, give: { day: '2026-12-03', band: 0 } }),
      swapFault(shopSettings, { ...form, take: { day: '2026-12-03', band: 0 } }),
    ]).toEqual(['', '选换给谁', '这一班不是你的，找店长换', '拿来换的那一班不是他的'])
  })
})
