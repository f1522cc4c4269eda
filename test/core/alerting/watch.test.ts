import { runWatchdog } from '../../../core/alerting/watch'
import { alertedShop, NOON } from '../../fakes/alertedShop'
import type { FakePorts } from '../../fakes/ports'

const MINUTE = 60_000

/** The minute's run last ended this many minutes before noon, the watchdog's own this many. */
const shopWith = (aggregate: number, watchdog: number): FakePorts => {
  const ports = alertedShop()
  const beat = (id: string, minutesAgo: number) =>
    ports.store.heartbeats.set(id, { _id: id, at: NOON - minutesAgo * MINUTE, through: 0 })
  beat('run:aggregate', aggregate)
  beat('run:watchdog', watchdog)
  return ports
}

const incidents = (ports: FakePorts) => [...ports.store.incidents.values()]

describe('the watchdog', () => {
  it('tells somebody that the monitoring stopped, once, and says for how long', async () => {
    const ports = shopWith(6, 10)
    await runWatchdog(ports, NOON)
    await runWatchdog(ports, NOON + 10 * MINUTE)
    expect(incidents(ports)).toMatchObject([
      { area: 'monitor', severity: 'warn', status: 'open', sentence: '6分钟没巡过' },
    ])
    expect(ports.store.messages).toMatchObject([
      { openid: 'openid-兰姨', values: { thing2: '监控停了', phrase3: '注意' } },
    ])
  })

  it('says nothing while the minute ran within three minutes', async () => {
    const ports = shopWith(3, 10)
    expect((await runWatchdog(ports, NOON)).opened).toBeNull()
    expect(incidents(ports)).toEqual([])
  })

  it('accuses nobody when it slept itself: after a restart, or when the clock was moved', async () => {
    for (const ports of [shopWith(300, 300), alertedShop()]) {
      await runWatchdog(ports, NOON)
      expect(incidents(ports)).toEqual([])
    }
  })

  it('resolves its incident once the minute runs again', async () => {
    const ports = shopWith(6, 10)
    await runWatchdog(ports, NOON)
    await ports.heartbeats.beat('run:aggregate', NOON + 9 * MINUTE, 0)
    const report = await runWatchdog(ports, NOON + 10 * MINUTE)
    expect(report.resolved).toHaveLength(1)
    expect(incidents(ports)).toMatchObject([{ status: 'resolved', resolvedAt: NOON + 10 * MINUTE, nextAt: null }])
  })

  it('opens another incident for another silence', async () => {
    const ports = shopWith(6, 10)
    await runWatchdog(ports, NOON)
    await ports.heartbeats.beat('run:aggregate', NOON + 9 * MINUTE, 0)
    await runWatchdog(ports, NOON + 10 * MINUTE)
    await runWatchdog(ports, NOON + 20 * MINUTE)
    expect(incidents(ports).map(({ status }) => status)).toEqual(['resolved', 'open'])
  })

  it('beats so that others can watch it', async () => {
    const ports = alertedShop()
    await runWatchdog(ports, NOON)
    expect(ports.store.heartbeats.get('run:watchdog')?.at).toBe(NOON)
  })
})
