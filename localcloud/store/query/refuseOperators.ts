import { invalidOperator } from '../errors'
import { isFields, type Value } from '../value'

/** Operators that run code in the database, write elsewhere, or that this database does not know. */
const REFUSED: Record<string, string> = {
  $where: 'scripts are not allowed',
  $function: 'scripts are not allowed',
  $accumulator: 'scripts are not allowed',
  $out: 'an aggregation only reads',
  $merge: 'an aggregation only reads',
  $jsonSchema: 'the cloud database does not know it',
  $near: 'the local cloud has no geo index',
  $nearSphere: 'the local cloud has no geo index',
  $geoNear: 'the local cloud has no geo index',
  $geoWithin: 'the local cloud has no geo index',
  $geoIntersects: 'the local cloud has no geo index',
}

/** @throws WireError naming the operator, wherever in the value it stands */
export function refuseOperators(value: Value): void {
  if (Array.isArray(value)) {
    value.forEach(refuseOperators)
  } else if (isFields(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const reason = REFUSED[key]
      if (reason !== undefined) throw invalidOperator(`operator ${key} is refused: ${reason}`)
      refuseOperators(inner)
    }
  }
}
