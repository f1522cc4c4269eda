import { component } from 'glass-easel-miniprogram-adapter'

interface UpdateRecord {
  updateProcessId: number
  parentUpdateProcessId?: number
  isMergedUpdate: boolean
  dataPaths?: string[][]
  pendingStartTimestamp: number
  updateStartTimestamp: number
  updateEndTimestamp: number
}

type Listener = (record: UpdateRecord) => void
type SetData = (this: object, change: Record<string, unknown>, callback?: () => void) => void

const listeners = new WeakMap<object, { listener: Listener; withDataPaths: boolean }>()

/** Adds setUpdatePerformanceListener: each setData is timed with the clock that measures, and told as epoch ms. */
export function supportUpdatePerformance() {
  const prototype = component.ComponentCaller.prototype as unknown as Record<string, unknown> & { setData: SetData }
  const plainSetData = prototype.setData
  let lastId = 0
  let running: number | undefined
  prototype.setUpdatePerformanceListener = function (
    this: object,
    options: { withDataPaths?: boolean },
    listener?: Listener,
  ) {
    if (listener) listeners.set(this, { listener, withDataPaths: options.withDataPaths === true })
    else listeners.delete(this)
  }
  prototype.setData = function (change, callback) {
    const watched = listeners.get(this)
    if (!watched) return plainSetData.call(this, change, callback)
    const parent = running
    const id = ++lastId
    running = id
    const startedAt = Date.now()
    const from = performance.now()
    plainSetData.call(this, change, callback)
    running = parent
    watched.listener({
      updateProcessId: id,
      ...(parent === undefined ? {} : { parentUpdateProcessId: parent }),
      isMergedUpdate: false,
      ...(watched.withDataPaths ? { dataPaths: Object.keys(change).map((key) => key.split('.')) } : {}),
      pendingStartTimestamp: startedAt,
      updateStartTimestamp: startedAt,
      updateEndTimestamp: startedAt + (performance.now() - from),
    })
  }
}
