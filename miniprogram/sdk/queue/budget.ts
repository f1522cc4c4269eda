/** Batches an hour that may be closed because they are full: a loop in the app must not become a bill. */
const fullBatchesPerHour = 10
const hourMs = 3_600_000

/** @returns a function that says whether one more full batch is affordable now */
export function openBudget(): (nowMs: number) => boolean {
  let since = 0
  let spent = 0
  return (nowMs) => {
    if (Math.abs(nowMs - since) > hourMs) {
      since = nowMs
      spent = 0
    }
    return ++spent <= fullBatchesPerHour
  }
}
