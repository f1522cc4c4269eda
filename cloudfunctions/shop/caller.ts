export interface Caller {
  openid: string
}

/** A refusal with a text the customer can read. */
export class ShopError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** Ids from a client are strings or nothing: an object could be a query operator. */
export function idOf(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > 64)
    throw new ShopError('bad_request', '没找到这个订单')
  return value
}
