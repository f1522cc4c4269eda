import * as glassEasel from 'glass-easel'
import { elementOf } from '../builtins/builtin'
import type { PhoneBackend } from './backend'

interface Point {
  identifier: number
  clientX: number
  clientY: number
  pageX: number
  pageY: number
  x?: number
  y?: number
}

/** When the person last tapped or paid, in performance.now() ms: WeChat asks some calls to come from that. */
export let lastTapAtMs = Number.NEGATIVE_INFINITY

export function markTap() {
  lastTapAtMs = performance.now()
}

/** Gives every event the fields that WeChat's have: touches, changedTouches, detail. */
export function shapeEvents(backend: PhoneBackend) {
  backend.onEvent((target, type, detail, options) => {
    if (type === 'tap') markTap()
    const isFinger = type === 'tap' || type === 'canceltap' || type.startsWith('touch')
    const event = new glassEasel.Event(type, isFinger ? positionOf(detail) : detail, {
      ...options,
      ...(isFinger ? { extraFields: touchFields(target as never, detail) } : {}),
    })
    glassEasel.Event.dispatchEvent(target as never, event as never)
    return event.getEventBubbleStatus()
  })
}

/** longpress, and longtap as it was once called. */
export function dispatchLongPress(target: glassEasel.Element, x: number, y: number) {
  const point = { identifier: 1, clientX: x, clientY: y, pageX: x, pageY: y }
  for (const type of ['longpress', 'longtap']) {
    const event = new glassEasel.Event(
      type,
      { x, y },
      {
        bubbles: true,
        composed: true,
        capturePhase: true,
        extraFields: { touches: [point], changedTouches: [point] },
      },
    )
    glassEasel.Event.dispatchEvent(target, event as never)
  }
}

interface FingerDetail {
  x?: number
  y?: number
  touches?: Iterable<Touch>
  changedTouches?: Iterable<Touch>
}

function positionOf({ x, y, changedTouches }: FingerDetail) {
  const touch = changedTouches ? [...changedTouches][0] : undefined
  return { x: x ?? touch?.pageX ?? 0, y: y ?? touch?.pageY ?? 0 }
}

function touchFields(target: glassEasel.GeneralComponent, detail: FingerDetail) {
  const corner = cornerOfCanvas(target)
  const shape = ({ identifier, clientX, clientY, pageX, pageY }: Point): Point => ({
    identifier,
    clientX,
    clientY,
    pageX,
    pageY,
    ...(corner ? { x: clientX - corner.left, y: clientY - corner.top } : {}),
  })
  if (detail.changedTouches)
    return { touches: [...(detail.touches ?? [])].map(shape), changedTouches: [...detail.changedTouches].map(shape) }
  const { x = 0, y = 0 } = detail
  const point = shape({ identifier: 1, clientX: x, clientY: y, pageX: x, pageY: y })
  return { touches: [point], changedTouches: [point] }
}

/** Touches on a canvas also tell their place inside it. */
function cornerOfCanvas(target: glassEasel.GeneralComponent) {
  const element = elementOf({ _$: target })
  return element?.tagName === 'WX-CANVAS' ? element.getBoundingClientRect() : null
}
