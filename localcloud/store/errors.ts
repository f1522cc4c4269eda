import { WireError } from '../wire/wireError'

/** A request that is malformed: nothing was read or written. */
export function invalidParam(message: string): WireError {
  return new WireError('INVALID_PARAM', message)
}

/** A read or command that the database refuses. */
export function requestFailed(message: string): WireError {
  return new WireError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`)
}

/** An operator that does not exist, or that the cloud does not allow. */
export function invalidOperator(message: string): WireError {
  return new WireError('DATABASE_INVALID_OPERRATOR', `[InvalidParameter] ${message}`)
}

/** A write that the database refuses, in the wrapping the platform gives it. */
export function writeFailed(reason: string): WireError {
  return requestFailed(`multiple write errors: [{write errors: [{${reason}}]}, {<nil>}]`)
}

/** The unique-key error that callers detect by `/E11000/`. `key` is the text of the value that is taken. */
export function duplicateKey(collection: string, index: string, key: string): WireError {
  return writeFailed(`E11000 duplicate key error collection: local.${collection} index: ${index} dup key: { : ${key} }`)
}

export function collectionMissing(name: string): WireError {
  return new WireError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
  )
}

export function collectionExists(name: string): WireError {
  return new WireError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceExist] Table exist: ${name}.`)
}

export function transactionConflict(): WireError {
  return new WireError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.',
  )
}

export function transactionMissing(id: string): WireError {
  return new WireError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceNotFound.TransactionNotExist] Transaction does not exist or has ended: ${id}.`,
  )
}
