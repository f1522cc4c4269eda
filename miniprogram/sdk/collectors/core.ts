import { REQUEST, REQUEST_CRUMB } from '../catalogue'
import { call } from './call'
import type { Collectors } from './collector'
import { errors } from './errors'
import { http } from './http'
import { watched } from './watched'

/** What every shop needs: errors, HTTP requests without their phases, calls of functions. */
export const coreCollectors: Collectors = {
  errors,
  request: watched('request', http(REQUEST, REQUEST_CRUMB), true),
  call,
}
