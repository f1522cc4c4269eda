/** What a crumb is; in a trail its index. */
export const CRUMB_KINDS = ['page', 'tap', 'request', 'call', 'order', 'note'] as const
