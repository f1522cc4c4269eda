/** A CPU profile of the browser as a timeline of the functions of the phone's script. */
interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string }; children?: number[] }[]
  /** µs of the monotonic clock */
  startTime: number
  samples?: number[]
  timeDeltas?: number[]
}

export interface Timeline {
  /** how long each run of a function took, what it called included, in ms; with `calls` only those that called another */
  runs(name: string, calls?: string): number[]
  /** from the beginning of each run of one function to the next beginning of another, in ms */
  between(name: string, until: string): number[]
}

export function timelineOf({ nodes, startTime, samples = [], timeDeltas = [] }: Profile): Timeline {
  const parents = new Map<number, number>()
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id)
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const isIn = (sample: number | undefined, name: string): boolean => {
    for (let id = sample; id !== undefined; id = parents.get(id)) {
      const frame = frames.get(id)
      if (frame?.url.endsWith('app.js') && frame.functionName.split('.').at(-1) === name) return true
    }
    return false
  }
  let at = startTime
  const times = timeDeltas.map((delta) => {
    at += delta
    return at / 1_000
  })
  /** The collector and the engine interrupt a run, they do not end it. */
  const isInterruption = (sample: number) =>
    ['(garbage collector)', '(program)'].includes(frames.get(sample)?.functionName ?? '')
  const spans = (name: string): { from: number; to: number }[] => {
    const found: { from: number; to: number }[] = []
    let open: { from: number; to: number } | undefined
    samples.forEach((sample, n) => {
      if (isInterruption(sample)) return
      const at = times[n] as number
      if (open) open.to = at
      if (!isIn(sample, name)) open = undefined
      else if (!open) {
        open = { from: at, to: at }
        found.push(open)
      }
    })
    return found
  }
  return {
    runs: (name, calls) => {
      const called = calls === undefined ? [] : spans(calls)
      return spans(name)
        .filter(({ from, to }) => calls === undefined || called.some((span) => span.from >= from && span.to <= to))
        .map(({ from, to }) => to - from)
    },
    between: (name, until) => {
      const ends = spans(until)
      return spans(name).map(({ from }) => (ends.find((span) => span.from > from)?.from ?? Number.NaN) - from)
    },
  }
}
