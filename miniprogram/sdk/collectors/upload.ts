import { UPLOAD } from '../catalogue'
import { http } from './http'
import { recordPhases } from './phases'

export const upload = http('upload', 'uploadFile', UPLOAD, recordPhases)
