import { serverNow } from './serverClock'

/** Of something new in a list: two phones that add at the same moment add two. */
export const newIdOf = (kind: string): string =>
  `${kind}${serverNow().toString(36)}-${Math.floor(Math.random() * 36 ** 4).toString(36)}`
