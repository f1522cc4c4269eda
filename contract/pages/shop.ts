/** Questions about a shop's incidents and its past, and about the caller's other stores. */
export type ShopQuery =
  | { kind: 'incidents'; store: string }
  | { kind: 'reports'; store: string }
  /** of all stores of the caller; `store` is the one in hand */
  | { kind: 'chain'; store: string }
