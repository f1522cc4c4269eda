let lastFault = ''

/** Runs what may fail on some phone, so that nothing of ours ever throws into the app. @returns undefined if it threw */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (fault) {
    lastFault = String(fault)
    return undefined
  }
}

/** What last failed inside, for diagnose(). */
export const latestFault = (): string => lastFault
