export type { ServerDatabase, WatchOptions } from './options'
export type { Handler, Watched } from './watch'
export { watch } from './watch'
