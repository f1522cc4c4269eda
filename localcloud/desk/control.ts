/** What GET clock answers. */
export interface ClockReading {
  now: number
  frozen: boolean
  speed: number
}

/** The local cloud's control API (DESIGN §8), as the desk uses it. */
export interface Control {
  token: string
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object): Promise<T>
  remove(path: string): Promise<void>
  /** readings of the clock, each second and at every change */
  watchClock(tell: (reading: ClockReading) => void): void
}

/** A refusal of the control API. */
export class ControlFailure extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

export function openControl(token: string): Control {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`/_local/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = (await response.json().catch(() => ({}))) as { error?: { message?: string } }
    if (!response.ok) throw new ControlFailure(response.status, answer.error?.message ?? `HTTP ${response.status}`)
    return answer
  }
  return {
    token,
    get: <T>(path: string) => call('GET', path) as Promise<T>,
    post: <T>(path: string, body: object) => call('POST', path, body) as Promise<T>,
    remove: async (path) => {
      await call('DELETE', path)
    },
    watchClock: (tell) => {
      const source = new EventSource(`/_local/clock/stream?${new URLSearchParams({ token })}`)
      source.onmessage = (event) => tell(JSON.parse(event.data) as ClockReading)
    },
  }
}
