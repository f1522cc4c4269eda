import { runWatchdog } from '../../../core/alerting/watch'
import type { SettingsDocument } from '../../../core/documents/settings'
import { emptyCredit } from '../../../core/incidents/credits'
import { ChoresMemory } from '../../../core/reports/choresMemory'
import { runChores, runShardChores } from '../../../core/reports/runChores'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, fakeSettings, fakeStore, NOON, person } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const DIGEST = 'tmpl-digest'
/** Thursday 2026-11-26, 09:00 in Shanghai. */
const NINE = NOON + 21 * 60 * MINUTE
const robot = { url: 'https://robot.example/key', mentions: [] }
const normal = fakeSettings.templates.normal as NonNullable<SettingsDocument['templates']['normal']>
const settings: SettingsDocument = {
  ...fakeSettings,
  templates: { ...fakeSettings.templates, digest: { ...normal, id: DIGEST } },
}

const shop = (more: Partial<SettingsDocument> = {}, digests = 2): FakePorts => {
  const ports = alertedShop()
  ports.store.settings.set('main', { ...settings, ...more })
  for (const name of ['兰姨', '阿强']) {
    const credit = { ...emptyCredit(name, `openid-${name}`, DIGEST), granted: digests, version: 1 }
    ports.store.credits.set(credit._id, credit)
  }
  return ports
}
/** As one instance that is left alone for hours between two calls of this. */
const every5 = async (ports: FakePorts, from: number, to: number): Promise<void> => {
  const memory = new ChoresMemory()
  for (let now = from; now <= to; now += 5 * MINUTE) await runChores(ports, memory, now)
}

describe('the daily report', () => {
  it('goes to the owner once, at nine of the shop’s clock, by the digest’s template', async () => {
    const ports = shop()
    await every5(ports, NINE - 30 * MINUTE, NINE - 5 * MINUTE)
    expect(ports.store.messages).toEqual([])
    await every5(ports, NINE, NINE + 300 * MINUTE)
    expect(ports.store.messages.map(({ openid, templateId }) => [openid, templateId])).toEqual([
      ['openid-兰姨', DIGEST],
    ])
    expect(ports.store.messages[0]?.values).toMatchObject({
      thing2: '昨天 0 单，实收 ¥0',
      phrase3: '正常',
      thing4: '没出过事',
    })
  })

  it('comes on each day, also on the day that has 23 hours', async () => {
    const ports = shop()
    ports.store.stores.set('s1', { ...fakeStore, zone: 'America/New_York', firstSeenAt: 1 })
    const credit = ports.store.credits.get(`兰姨:${DIGEST}`)
    ports.store.credits.set(`兰姨:${DIGEST}`, { ...(credit as NonNullable<typeof credit>), granted: 9 })
    const from = Date.parse('2027-03-13T00:00:00-05:00')
    await every5(ports, from, from + 3 * 24 * 60 * MINUTE)
    expect(ports.store.messages.map(({ values }) => values.time5)).toEqual([
      '2027-03-13 09:00',
      '2027-03-14 09:00',
      '2027-03-15 09:00',
    ])
  })

  it('goes to who asked for it and not to who does not want it; to the group with more to read', async () => {
    const ports = shop({ channels: { robot } })
    ports.store.staff.set('兰姨', person('兰姨', 1, { dailyReport: false }))
    ports.store.staff.set('阿强', person('阿强', 2, { dailyReport: true }))
    await every5(ports, NINE, NINE + 10 * MINUTE)
    expect(ports.store.messages.map(({ openid }) => openid)).toEqual(['openid-阿强'])
    expect(ports.store.robot.map(({ text }) => text)).toEqual([
      '【兰姨牛肉面 文三路店】昨天 0 单，实收 ¥0\n没出过事\n严重告警还能叫到人 9 次',
    ])
  })

  it('tells the group when hardly anybody can be reached', async () => {
    const ports = shop({ channels: { robot } })
    ports.store.credits.clear()
    await every5(ports, NINE, NINE)
    expect(ports.store.robot[0]?.text).toContain('现在一个人都叫不到，找时间充能')
  })

  it('is not sent hours late, nor by a shop that was not measured yesterday', async () => {
    const late = shop()
    await every5(late, NINE + 121 * MINUTE, NINE + 240 * MINUTE)
    const fresh = shop()
    fresh.store.stores.set('s1', { ...fakeStore, firstSeenAt: NINE - 60 * MINUTE })
    await every5(fresh, NINE, NINE + 60 * MINUTE)
    expect([late.store.messages, fresh.store.messages]).toEqual([[], []])
  })

  it('without a message left is given up, and costs nobody a critical one', async () => {
    const ports = shop({}, 0)
    await every5(ports, NINE, NINE + 30 * MINUTE)
    expect(ports.store.messages).toEqual([])
    expect([...ports.store.notices.values()]).toMatchObject([
      { nextAt: null, deliveries: { 兰姨: { status: 'refused' } } },
    ])
  })

  it('killed before any call comes at most once, and only a message that may have gone is missing', async () => {
    const calm = shop()
    let total = 0
    calm.before.run = () => void total++
    await runChores(calm, new ChoresMemory(), NINE)
    for (let killed = 0; killed < total; killed++) {
      const ports = shop()
      let calls = 0
      ports.before.run = () => {
        if (calls++ >= killed) throw new Error('killed')
      }
      await runChores(ports, new ChoresMemory(), NINE).catch(() => undefined)
      ports.before.run = () => {}
      await every5(ports, NINE + 5 * MINUTE, NINE + 30 * MINUTE)
      const [notice] = [...ports.store.notices.values()]
      const status = notice?.deliveries.兰姨?.status
      expect(ports.store.messages.length).toBe(status === 'sent' || ports.store.messages.length === 1 ? 1 : 0)
      expect(['sent', 'unknown']).toContain(status)
      const credit = ports.store.credits.get(`兰姨:${DIGEST}`)
      expect(credit).toMatchObject({ spent: 1, reserved: {} })
    }
  })
})

describe('the drill', () => {
  const TUESDAY = Date.parse('2026-12-01T14:30:00+08:00')

  it('goes to the group once a week, and in a month’s first week to one person with more than three messages', async () => {
    const ports = shop({ channels: { robot } })
    const credit = ports.store.credits.get('阿强:tmpl-normal')
    ports.store.credits.set('阿强:tmpl-normal', { ...(credit as NonNullable<typeof credit>), granted: 4 })
    for (const week of [0, 1, 2]) {
      await every5(
        ports,
        TUESDAY + week * 7 * 1440 * MINUTE - 60 * MINUTE,
        TUESDAY + week * 7 * 1440 * MINUTE + 120 * MINUTE,
      )
    }
    expect(ports.store.robot.map(({ text }) => text)).toEqual(Array(3).fill('【兰姨牛肉面 文三路店】演练：假告警'))
    expect(ports.store.messages.map(({ openid, values }) => [openid, values.phrase3])).toEqual([
      ['openid-阿强', '演练'],
    ])
  })

  it('can be switched off', async () => {
    const ports = shop({ channels: { robot }, drills: false })
    await every5(ports, TUESDAY, TUESDAY + 60 * MINUTE)
    expect(ports.store.robot).toEqual([])
  })
})

describe('a test message to oneself', () => {
  const codes = { hash: String, make: () => 'X' }
  const ask = (ports: FakePorts, now: number) =>
    handleAdmin({ action: 'test', store: 's1' }, { ports, codes, caller: { id: '小周', openid: 'openid-小周' }, now })

  it('is sent by the watchdog’s next run, however calm it is, takes one normal message, and two taps are one', async () => {
    const ports = shop()
    await ask(ports, NOON)
    await ask(ports, NOON + 5_000)
    for (const id of ['run:aggregate', 'run:watchdog', 'up']) {
      ports.store.heartbeats.set(id, {
        _id: id,
        at: NOON,
        through: id === 'up' ? NOON - 120 * MINUTE : NOON + 60 * MINUTE,
      })
    }
    for (let minute = 1; minute <= 31; minute += 10) await runWatchdog(ports, NOON + minute * MINUTE)
    expect(ports.store.messages.map(({ openid, values }) => [openid, values.phrase3])).toEqual([
      ['openid-小周', '测试'],
    ])
    expect(ports.store.credits.get('小周:tmpl-normal')).toMatchObject({ spent: 1 })
  })
})

describe('the watchdog’s watchdog', () => {
  const beat = (ports: FakePorts, id: string, minutesAgo: number): void => {
    const at = NOON - minutesAgo * MINUTE
    ports.store.heartbeats.set(id, { _id: id, at, through: at })
  }

  it('says once that the watchdog stands still', async () => {
    const ports = shop()
    beat(ports, 'run:watchdog', 41)
    await every5(ports, NOON, NOON + 250 * MINUTE)
    expect([...ports.store.incidents.values()]).toMatchObject([{ area: 'monitor', title: '巡查停了' }])
    expect(ports.store.messages).toHaveLength(1)
  })

  it.each([
    ['while it runs', 30, [0, 10]],
    ['when it has just begun itself', 60, [0]],
    ['when it slept itself', 60, [0, 36]],
  ])('says nothing %s', async (_, watchdog, minutes) => {
    const ports = shop()
    beat(ports, 'run:watchdog', watchdog)
    const memory = new ChoresMemory()
    for (const minute of minutes) await runChores(ports, memory, NOON + minute * MINUTE)
    expect(ports.store.incidents.size).toBe(0)
  })

  it('tells an address outside that all is well, but not while the minute’s run stands still', async () => {
    const ports = shop({ channels: { ping: { url: 'https://dead.example/man' } } })
    const memory = new ChoresMemory()
    beat(ports, 'run:aggregate', 1)
    await runChores(ports, memory, NOON)
    beat(ports, 'run:aggregate', 6)
    await runChores(ports, memory, NOON)
    expect(ports.store.pings).toEqual(['https://dead.example/man'])
  })
})

describe('what a quiet day costs', () => {
  it('is one read in two hours', async () => {
    const ports = shop({ drills: false })
    const memory = new ChoresMemory()
    const calls: Record<string, number> = {}
    ports.before.run = (operation) => {
      calls[operation] = (calls[operation] ?? 0) + 1
    }
    for (let minute = 0; minute < 6 * 60; minute += 10) await runChores(ports, memory, NOON + minute * MINUTE)
    expect(calls).toEqual({ 'directory.settings': 1, 'directory.stores': 1, 'heartbeats.read': 3 })
  })

  it('a shop that is not set up yet is left alone', async () => {
    const ports = shop()
    ports.store.settings.clear()
    expect(await runChores(ports, new ChoresMemory(), NINE)).toMatchObject({ reports: [], sent: 0 })
  })
})

describe('the reports of a chain in shards', () => {
  const STORES = ['s1', 's2', 's3', 's4', 's5', 's6']
  const chain = (): FakePorts => {
    const ports = shop({ shards: 3 }, 20)
    for (const [index, _id] of STORES.entries())
      ports.store.stores.set(_id, { ...fakeStore, _id, shard: String(index % 3), firstSeenAt: 1 })
    ports.store.staff.set('兰姨', person('兰姨', 1, { stores: STORES }))
    return ports
  }
  const shardsOf = (ports: FakePorts) => ports.store.handed.map(({ name, event }) => `${name} ${event.shard}`)
  const reported = (ports: FakePorts) => [...ports.store.notices.values()].map(({ store }) => store).sort()

  it('are written and sent by a call for each shard, each report once, however often it is called', async () => {
    const ports = chain()
    await runChores(ports, new ChoresMemory(), NINE)
    expect(shardsOf(ports)).toEqual(['report 0', 'report 1', 'report 2'])
    expect(reported(ports)).toEqual([])
    await Promise.all(['0', '1', '1', '2'].map((shard) => runShardChores(ports, shard, NINE + 1000)))
    await runShardChores(ports, '2', NINE + 10 * MINUTE)
    expect(reported(ports)).toEqual(STORES)
    expect(ports.store.messages.map(({ openid }) => openid)).toEqual(STORES.map(() => 'openid-兰姨'))
  })

  it('cut off anywhere are gone on with by the next call', async () => {
    for (let cut = 1; ; cut++) {
      const ports = chain()
      let operations = 0
      ports.before.run = () => {
        operations += 1
        if (operations >= cut) throw new Error('killed')
      }
      const ended = await runShardChores(ports, '0', NINE).then(
        () => true,
        () => false,
      )
      ports.before.run = () => undefined
      for (let run = 1; run <= 7; run++) await runShardChores(ports, '0', NINE + run * 10 * MINUTE)
      expect([cut, reported(ports)]).toEqual([cut, ['s1', 's4']])
      expect(ports.store.messages.length).toBeLessThanOrEqual(2)
      if (ended && operations < cut) return
    }
  })
})
