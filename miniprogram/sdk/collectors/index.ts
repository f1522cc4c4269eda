import { CALL_CRUMB, CONTAINER, DOWNLOAD, REQUEST, REQUEST_CRUMB, UPLOAD } from '../catalogue'
import type { CollectorName } from '../options'
import { blank } from './blank'
import { call } from './call'
import type { Collector } from './collector'
import { database } from './database'
import { errors } from './errors'
import { http } from './http'
import { jank } from './jank'
import { memory } from './memory'
import { missing } from './missing'
import { network } from './network'
import { pay } from './pay'
import { performance } from './performance'
import { recordPhases } from './phases'
import { session } from './session'
import { setData } from './setData'
import { socket } from './socket'
import { subscribe } from './subscribe'
import { taps } from './taps'
import { update } from './update'
import { watched } from './watched'

const watchedHttp = (method: string, metric: number) => watched(method, http(metric, REQUEST_CRUMB, recordPhases), true)

/** Every instrument, in the order in which they start. */
export const allCollectors: Record<CollectorName, Collector> = {
  session,
  errors,
  missing,
  request: watchedHttp('request', REQUEST),
  call,
  upload: watchedHttp('uploadFile', UPLOAD),
  download: watchedHttp('downloadFile', DOWNLOAD),
  container: watched('callContainer', http(CONTAINER, CALL_CRUMB)),
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
}
