import { REQUEST } from '../catalogue'
import { call } from './call'
import type { Collector } from './collector'
import { errors } from './errors'
import { http } from './http'

/** What every shop needs: errors, HTTP requests without their phases, calls of functions. */
export const coreCollectors: readonly Collector[] = [errors, http('request', 'request', REQUEST), call]
