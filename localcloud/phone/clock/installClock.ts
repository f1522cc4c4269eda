import { chinaEpoch, putInChina } from './chinaTime'
import { RealDate, realClearTimeout, realSetTimeout } from './realTimers'
import type { VirtualClock } from './virtualClock'

/**
 * Puts virtual time into the page: Date, setTimeout, setInterval. A delay of 0 means "after this task" and stays real;
 * performance.now and requestAnimationFrame measure, so they stay real too. Local time is China's.
 */
export function installClock(clock: VirtualClock) {
  const VirtualDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, args, newTarget): Date =>
      Reflect.construct(
        target,
        args.length === 0 ? [clock.now()] : args.length === 1 ? args : [chinaEpoch(args)],
        newTarget === VirtualDate ? target : newTarget,
      ),
    apply: () => new RealDate(clock.now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? () => clock.now() : Reflect.get(target, key, receiver)),
  })
  RealDate.prototype.constructor = VirtualDate
  putInChina(RealDate)

  const start =
    (repeats: boolean) =>
    (run: TimerHandler, delayMs?: number, ...args: unknown[]) => {
      const call = () => (run as (...all: unknown[]) => void)(...args)
      if (!repeats && !(Number(delayMs) > 0)) return realSetTimeout(call)
      return clock.setTimer(call, Number(delayMs), repeats)
    }
  const clear = (id?: number) => {
    if (id !== undefined && !clock.clearTimer(id)) realClearTimeout(id)
  }
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: start(false),
    setInterval: start(true),
    clearTimeout: clear,
    clearInterval: clear,
  })
}
