export type DataFileProblem = 'newer' | 'broken' | 'inUse' | 'unusable'

/** The data file cannot be opened. The message names the file and says what to do. */
export class DataFileError extends Error {
  override readonly name = 'DataFileError'

  constructor(
    readonly problem: DataFileProblem,
    readonly path: string,
    message: string,
  ) {
    super(message)
  }
}

const REMEDY = 'Move it away to begin with an empty database, or start with another data folder (--data DIR).'

export function dataFileNewer(path: string, version: number, known: number): DataFileError {
  return new DataFileError(
    'newer',
    path,
    `${path} was written by a newer Kandian (schema ${version}, this one knows ${known}). Update Kandian, or start with another data folder (--data DIR).`,
  )
}

export function dataFileBroken(path: string, cause: string): DataFileError {
  return new DataFileError('broken', path, `${path} is not a readable Kandian database (${cause}). ${REMEDY}`)
}

export function dataFileInUse(path: string): DataFileError {
  return new DataFileError(
    'inUse',
    path,
    `${path} is in use by another local cloud. Stop that one, or start with another data folder (--data DIR).`,
  )
}

export function dataFolderUnusable(path: string, cause: string): DataFileError {
  return new DataFileError(
    'unusable',
    path,
    `${path} cannot be created or written (${cause}). Check its permissions, or start with another data folder (--data DIR).`,
  )
}
