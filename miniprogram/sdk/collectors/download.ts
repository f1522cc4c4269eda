import { DOWNLOAD } from '../catalogue'
import { http } from './http'
import { recordPhases } from './phases'

export const download = http('download', 'downloadFile', DOWNLOAD, recordPhases)
