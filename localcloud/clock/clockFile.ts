import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Clock } from './clock'

const SAVE_EVERY_MS = 1000

/** The last virtual time a data folder has seen, so that time does not run backwards in it; 0 for a new folder. */
export function readLastTime(path: string): number {
  if (!existsSync(path)) return 0
  const { now } = JSON.parse(readFileSync(path, 'utf8')) as { now: number }
  return Number.isFinite(now) ? now : 0
}

/** Writes the clock's time down now and then; the function it gives back does so a last time and stops. */
export function keepTime(path: string, clock: Clock): () => void {
  let savedMs = Number.NaN
  const save = (): void => {
    const nowMs = clock.now()
    if (nowMs === savedMs) return
    writeFileSync(`${path}.part`, JSON.stringify({ now: nowMs }))
    renameSync(`${path}.part`, path)
    savedMs = nowMs
  }
  save()
  const timer = setInterval(save, SAVE_EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    save()
  }
}
