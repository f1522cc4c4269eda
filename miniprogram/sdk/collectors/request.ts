import { REQUEST } from '../catalogue'
import { http } from './http'
import { recordPhases } from './phases'

export const request = http('request', 'request', REQUEST, recordPhases)
