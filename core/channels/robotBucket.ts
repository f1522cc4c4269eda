import type { Ports } from '../ports'

/** WeCom takes 20 a minute from one robot: five are spared for what others send by it (ALERTING §5.5). */
export const POSTS_A_MINUTE = 15
const WINDOW_MS = 60_000
const ID = 'robot'

/**
 * Takes up to `wanted` posts out of the last minute's allowance, before they are sent: a run that dies wastes them.
 * @returns how many may be sent; 0 if somebody else was faster
 */
export const takePosts = async (ports: Pick<Ports, 'channels'>, wanted: number, now: number): Promise<number> => {
  const known = await ports.channels.read(ID)
  const recent = (known?.posts ?? []).filter((at) => at > now - WINDOW_MS)
  const taken = Math.min(wanted, Math.max(0, POSTS_A_MINUTE - recent.length))
  if (taken === 0) return 0
  const version = known?.version ?? 0
  const posts = [...recent, ...Array.from({ length: taken }, () => now)]
  return (await ports.channels.write({ _id: ID, version: version + 1, posts }, version)) ? taken : 0
}
