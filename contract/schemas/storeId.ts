import * as z from 'zod'

/** What a store may be called by. Cloud only. */
export const storeId = z.string().regex(/^[\w-]{1,32}$/)
