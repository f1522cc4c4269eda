import { CACHED_MS, cachedDirectory } from '../../adapters/cachedDirectory'
import { cachedReads } from '../../adapters/cachedReads'
import { hashOpenid } from '../../adapters/openidHash'
import { MINUTE_MS } from '../../core/time/units'
import { fakeSettings, fakeStore, person } from '../fakes/alertedShop'
import { NOON } from '../fakes/batches'
import { fakePorts } from '../fakes/ports'

const counted = () => {
  const ports = fakePorts(NOON)
  const operations: string[] = []
  ports.before.run = (operation) => void operations.push(operation)
  return { ports, operations }
}

describe('settings, stores and staff in a warm instance', () => {
  const shop = () => {
    const { ports, operations } = counted()
    ports.store.settings.set('main', fakeSettings)
    ports.store.stores.set('s1', fakeStore)
    let now = NOON
    const directory = cachedDirectory(ports.directory, () => now)
    const wait = (ms: number) => {
      now += ms
    }
    return { ports, operations, directory, wait }
  }

  it('are read once a minute, all in one call', async () => {
    const { operations, directory, wait } = shop()
    const [settings, stores, staff] = await Promise.all([directory.settings(), directory.stores(), directory.staff()])
    expect([settings?._id, stores[0]?._id, staff]).toEqual(['main', 's1', []])
    wait(CACHED_MS - 1)
    await directory.stores()
    expect(operations).toEqual(['directory.all'])
    wait(1)
    await directory.staff()
    expect(operations).toHaveLength(2)
  })

  it('are read again after a failure', async () => {
    const { ports, directory } = shop()
    ports.before.run = () => {
      throw new Error('database gone')
    }
    await expect(directory.stores()).rejects.toThrow('database gone')
    ports.before.run = () => undefined
    expect(await directory.stores()).toHaveLength(1)
  })

  it('are read again when the clock was set back', async () => {
    const { operations, directory, wait } = shop()
    await directory.stores()
    wait(-1)
    await directory.stores()
    expect(operations).toHaveLength(2)
  })

  it('are seen at once by who changed them', async () => {
    const { directory } = shop()
    expect(await directory.staff()).toEqual([])
    await directory.writeStaff(person('lan', 1))
    expect(await directory.staff()).toHaveLength(1)
    await directory.stores()
    await directory.writeStore({ ...fakeStore, name: '新名字' }, 0)
    expect((await directory.stores())[0]?.name).toBe('新名字')
    await directory.settings()
    await directory.writeSettings({ ...fakeSettings, version: 2, salt: 'other' }, 1)
    expect((await directory.settings())?.salt).toBe('other')
  })

  it('that are not there yet are looked for every time', async () => {
    const { ports, operations, directory } = shop()
    ports.store.settings.clear()
    expect(await directory.settings()).toBeNull()
    ports.store.settings.set('main', fakeSettings)
    expect(await directory.settings()).toEqual(fakeSettings)
    expect(operations).toHaveLength(2)
  })
})

describe('what lies days back, for pages', () => {
  it('earlier days are read every ten minutes, and again after a failure', async () => {
    const { ports, operations } = counted()
    let now = NOON
    const cached = cachedReads(ports, () => now)
    ports.before.run = () => {
      throw new Error('database gone')
    }
    await expect(cached.rollups.readDays('s1', 'a', 'b')).rejects.toThrow('database gone')
    ports.before.run = (operation) => void operations.push(operation)
    await cached.rollups.readDays('s1', 'a', 'b')
    await cached.rollups.readDays('s1', 'a', 'b')
    expect(operations).toHaveLength(1)
    await cached.rollups.readDays('s2', 'a', 'b')
    now += 10 * MINUTE_MS
    await cached.rollups.readDays('s2', 'a', 'b')
    expect(operations).toHaveLength(3)
  })
})

describe('the hash of a person', () => {
  it('is always the same in one environment, and another in the next', () => {
    expect(hashOpenid('o1', 'salt')).toBe(hashOpenid('o1', 'salt'))
    expect(hashOpenid('o1', 'salt')).not.toBe(hashOpenid('o1', 'other'))
    expect(hashOpenid('o1', 'salt')).not.toBe(hashOpenid('o2', 'salt'))
    expect(hashOpenid('o1', 'salt')).toMatch(/^[\w-]{16}$/)
  })
})
