import { Query } from 'mingo/query'
import { requestFailed } from '../errors'
import type { Fields, StoredDocument } from '../value'
import { MINGO_OPTIONS } from './mingoOptions'
import { refuseOperators } from './refuseOperators'

/** The documents with only the fields that the projection keeps. */
export function project(documents: StoredDocument[], projection: Fields): Fields[] {
  refuseOperators(projection)
  try {
    return new Query({}, MINGO_OPTIONS).find<Fields>(documents, projection).all()
  } catch (error) {
    throw requestFailed((error as Error).message)
  }
}
