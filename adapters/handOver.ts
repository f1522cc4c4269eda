import type { HandOver } from '../core/ports/outside'
import { cloud } from './cloud'

/** Calls a function of ours. What it does goes on when nobody waits any longer; why it failed is in the log. */
export const handOver: HandOver = {
  call: async (name, data, patienceMs) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, patienceMs, null)
    })
    const answered = cloud.callFunction({ name, data }).then(
      ({ result }) => result,
      (failure: unknown) => {
        console.error(name, data, failure)
        return null
      },
    )
    try {
      return await Promise.race([answered, late])
    } finally {
      clearTimeout(timer)
    }
  },
}
