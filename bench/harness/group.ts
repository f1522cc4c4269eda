import type { Row } from './row'

/** A group measures its rows one by one: each is printed as soon as it is there. */
export type Group = () => AsyncIterable<Row> | Iterable<Row>
