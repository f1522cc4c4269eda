import { blank } from './blank'
import { call } from './call'
import type { Collector } from './collector'
import { container } from './container'
import { database } from './database'
import { download } from './download'
import { errors } from './errors'
import { jank } from './jank'
import { memory } from './memory'
import { missing } from './missing'
import { network } from './network'
import { pay } from './pay'
import { performance } from './performance'
import { request } from './request'
import { session } from './session'
import { setData } from './setData'
import { socket } from './socket'
import { subscribe } from './subscribe'
import { taps } from './taps'
import { update } from './update'
import { upload } from './upload'

/** Every instrument, in the order in which they start. */
export const allCollectors: readonly Collector[] = [
  session,
  errors,
  missing,
  request,
  call,
  upload,
  download,
  container,
  database,
  socket,
  pay,
  subscribe,
  performance,
  blank,
  jank,
  setData,
  taps,
  memory,
  network,
  update,
]
