import fc from 'fast-check'
import { byteLength, cutBytes, digestText } from '../../../core/channels/outsideText'
import { newIncident } from '../../../core/incidents/newIncident'
import { runDeliveries } from '../../../core/incidents/runDeliveries'
import { alertedShop, fakeSettings, NOON } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000
const robot = { url: 'https://robot.example/key', mentions: ['13800000000'] }

/** So many critical incidents that nobody has a message for. */
const storm = (count: number): FakePorts => {
  const ports = alertedShop(0)
  ports.store.settings.set('main', { ...fakeSettings, channels: { robot } })
  for (let index = 0; index < count; index++) {
    const since = NOON - index * 1000
    const incident = newIncident({
      id: `i${index}`,
      store: 's1',
      area: `area${index}`,
      severity: 'crit',
      title: `第${index}件`,
      sentence: '出事了',
      minute: NOON / MINUTE - 1,
      alerts: [{ rule: 'r', title: 't', severity: 'crit', since, until: null, value: null }],
    })
    ports.store.incidents.set(incident._id, incident)
  }
  return ports
}
const unsent = (ports: FakePorts): number =>
  [...ports.store.incidents.values()].filter(({ deliveries }) => deliveries['crit:@robot']?.status !== 'sent').length

describe('the group’s robot', () => {
  it('posts each incident by itself while there is room, and mentions who is to be mentioned', async () => {
    const ports = storm(15)
    await runDeliveries(ports, NOON)
    expect(ports.store.robot).toHaveLength(15)
    expect(ports.store.robot[0]).toMatchObject({ url: robot.url, mentions: robot.mentions })
  })

  it('merges the oldest of a storm: 60 incidents are 15 posts, and none is left out', async () => {
    const ports = storm(60)
    await runDeliveries(ports, NOON)
    expect(ports.store.robot).toHaveLength(15)
    expect(unsent(ports)).toBe(0)
    const [digest, ...singles] = ports.store.robot.map(({ text }) => text)
    expect(digest).toMatch(/^46 件事一起说：/)
    expect(digest).toContain('第59件')
    expect(singles.at(-1)).toContain('第0件')
  })

  it('waits when the minute’s allowance is used up, and goes on in the next', async () => {
    const ports = storm(15)
    await runDeliveries(ports, NOON)
    const more = storm(16).store.incidents.get('i15')
    ports.store.incidents.set('i15', more as NonNullable<typeof more>)
    await runDeliveries(ports, NOON + 30_000)
    expect(ports.store.robot).toHaveLength(15)
    await runDeliveries(ports, NOON + 60_000)
    expect(ports.store.robot).toHaveLength(16)
    expect(unsent(ports)).toBe(0)
  })

  it('never posts more than fifteen in any minute, however runs overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.nat({ max: 4 }), { minLength: 10 }),
        async (count, waits) => {
          const ports = storm(count)
          let calls = 0
          ports.before.run = async () => {
            for (let turn = waits[calls++ % waits.length] ?? 0; turn > 0; turn--) await Promise.resolve()
          }
          await Promise.all([runDeliveries(ports, NOON), runDeliveries(ports, NOON + 10)])
          expect(ports.store.robot.length).toBeLessThanOrEqual(15)
          const texts = ports.store.robot.flatMap(({ text }) => text.match(/第\d+件/g) ?? [])
          expect(new Set(texts).size).toBe(texts.length)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('killed before any call loses nothing', async () => {
    const calm = storm(3)
    let total = 0
    calm.before.run = () => void total++
    await runDeliveries(calm, NOON)
    for (let killed = 0; killed < total; killed++) {
      const ports = storm(3)
      let calls = 0
      ports.before.run = () => {
        if (calls++ >= killed) throw new Error('killed')
      }
      await runDeliveries(ports, NOON).catch(() => undefined)
      ports.before.run = () => {}
      for (let minute = 1; minute <= 5; minute++) await runDeliveries(ports, NOON + minute * MINUTE)
      expect(unsent(ports)).toBe(0)
    }
  })
})

describe('a text for the robot', () => {
  it('is cut between characters, within its bytes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 100 }), (text, most) => {
        const cut = cutBytes(text, most)
        expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(most)
        expect(text.startsWith(cut.replace(/…$/u, ''))).toBe(true)
      }),
    )
  })

  it('is counted in bytes of UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length)
      }),
    )
  })

  it('of many is within WeCom’s limit', () => {
    const text = digestText(Array.from({ length: 200 }, (_, index) => `【严重】兰姨牛肉面 文三路店：第${index}件`))
    expect(byteLength(text)).toBeLessThanOrEqual(2048)
    expect(text).toMatch(/^200 件事一起说：/)
  })
})
