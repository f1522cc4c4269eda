import { copyFileSync, existsSync, rmSync } from 'node:fs'
import type { ActionHandler } from './action'
import { WireError } from './wireError'

interface Copy {
  from: string
  to: string
  overwrite: boolean
  removeOriginal: boolean
}

/**
 * `storage.batchCopyFile`: paths of the environment's storage, without its address. A file that is there is replaced
 * unless `overwrite` is false. Each file is answered for itself.
 */
export function copyFilesAction(
  fileIdOf: (path: string) => string,
  diskPathOf: (fileId: string) => string,
): ActionHandler {
  const copy = ({ from, to, overwrite, removeOriginal }: Copy): Record<string, unknown> => {
    const fileId = fileIdOf(to)
    const [source, target] = [diskPathOf(fileIdOf(from)), diskPathOf(fileId)]
    if (!existsSync(source)) return { fileId, code: 'STORAGE_FILE_NONEXIST', message: `there is no file ${from}` }
    if (!overwrite && existsSync(target)) return { fileId, code: 'FILE_EXISTS', message: `there is a file ${to}` }
    copyFileSync(source, target)
    if (removeOriginal) rmSync(source)
    return { fileId, code: 'SUCCESS', message: '' }
  }
  return async (request) => ({ json: { data: { copy_list: copiesOf(request.params.file_list).map(copy) } } })
}

function copiesOf(list: unknown): Copy[] {
  if (!Array.isArray(list) || list.length === 0)
    throw new WireError('INVALID_PARAM', 'file_list must be a list of files')
  return list.map((item: unknown) => {
    const { src_path: from, dst_path: to, overwrite, remove_original } = (item ?? {}) as Record<string, unknown>
    if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') {
      throw new WireError('INVALID_PARAM', 'src_path and dst_path must be paths')
    }
    return { from, to, overwrite: overwrite !== false, removeOriginal: remove_original === true }
  })
}
