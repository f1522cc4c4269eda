import type { Ports } from '../../core/ports'
import { alerting } from './ports/alerting'
import { directory } from './ports/directory'
import { type FakeCloud, fakeCloud } from './ports/fakeCloud'
import { keeping } from './ports/keeping'
import { measurements } from './ports/measurements'
import { orders } from './ports/orders'
import { reading } from './ports/reading'
import { telling } from './ports/telling'
import { watching } from './ports/watching'

export interface FakePorts extends Ports, Omit<FakeCloud, 'operation'> {}

/** Ports in memory, as strict as the real ones: copies in and out, compare-and-set on versions, inserts that collide. */
export function fakePorts(now = 0): FakePorts {
  const cloud = fakeCloud(now)
  const { store, clock, before, outcomes, outside } = cloud
  return {
    ...measurements(cloud),
    ...orders(cloud),
    ...alerting(cloud),
    ...telling(cloud),
    ...directory(cloud),
    ...watching(cloud),
    ...reading(cloud),
    ...keeping(cloud),
    ...{ store, clock, before, outcomes, outside },
  }
}
