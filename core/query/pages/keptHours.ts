import type { Window } from '../../evidence'
import type { KnownHours } from '../pageMemory'

/** Of a window whose settled hours are known, those that are not settled. */
export const stillToRead = <T>(window: Window | null, known: KnownHours<T>, settledHour: number): Window | null =>
  window === null || !reachesBack(known, window) ? window : { ...window, from: Math.max(window.from, settledHour) }

const reachesBack = <T>({ from }: KnownHours<T>, window: Window): boolean => from !== null && from <= window.from

/**
 * What is known of a window with what was read of it; a window that was read whole is kept from then on.
 * @param read the window, or what was still to be read of it
 */
export function withKeptHours<T extends { hour: number }>(
  window: Window | null,
  read: T[],
  known: KnownHours<T>,
  settledHour: number,
): T[] {
  if (window === null) return read
  if (reachesBack(known, window))
    return [...known.kept.filter(({ hour }) => hour >= window.from && hour < Math.min(settledHour, window.to)), ...read]
  if (window.to > settledHour) Object.assign(known, { from: window.from, kept: read })
  return read
}
