/** What last failed inside, for diagnose(). */
export let latestFault = ''

/** Runs what may fail on some phone, so that nothing of ours ever throws into the app. @returns undefined if it threw */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (fault) {
    latestFault = String(fault)
    return undefined
  }
}
