import type { Ports } from '../ports'
import { rememberedDirectory } from './rememberedDirectory'
import { rememberedMarks } from './rememberedMarks'
import { rememberedMinutes } from './rememberedMinutes'
import { rememberedOrders } from './rememberedOrders'
import { rememberedStates } from './rememberedStates'
import type { RunMemory } from './runMemory'

/** The ports of one run, which ask the instance's memory first. */
export const rememberingPorts = (ports: Ports, memory: RunMemory, nowMs: number): Ports => ({
  ...ports,
  directory: rememberedDirectory(ports.directory, memory, nowMs),
  heartbeats: rememberedMarks(ports.heartbeats, memory),
  minutes: rememberedMinutes(ports.minutes, memory),
  orders: rememberedOrders(ports.orders, memory),
  alertStates: rememberedStates(ports.alertStates, memory),
})
