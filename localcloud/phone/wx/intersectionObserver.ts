import type { Element as TreeElement } from 'glass-easel'
import { notInShell } from '../runtime/loud'
import type { Router } from '../runtime/router'
import type { ComponentLike } from './selectorQuery'

export interface IntersectionOptions {
  thresholds?: number[]
  initialRatio?: number
  observeAll?: boolean
}

interface Margins {
  left?: number
  top?: number
  right?: number
  bottom?: number
}

/** wx.createIntersectionObserver(): the browser's observer with the page, below its navigation bar, as viewport. */
export class PageIntersectionObserver {
  private readonly observers: IntersectionObserver[] = []
  private reference: string | null = null
  private margins: Margins = {}

  constructor(
    private readonly router: Router,
    private readonly owner: ComponentLike | undefined,
    private readonly options: IntersectionOptions = {},
  ) {}

  relativeTo(selector: string, margins: Margins = {}) {
    this.reference = selector
    this.margins = margins
    return this
  }

  relativeToViewport(margins: Margins = {}) {
    this.reference = null
    this.margins = margins
    return this
  }

  observe(selector: string, tell: (seen: Record<string, unknown>) => void) {
    const { thresholds = [0], initialRatio = 0, observeAll = false } = this.options
    const shadow = (this.owner?._$ ?? this.router.top?.root.getComponent())?.getShadowRoot()
    const first = shadow?.querySelector(selector)
    const targets = observeAll ? (shadow?.querySelectorAll(selector) ?? []) : first ? [first] : []
    const reference = this.reference && shadow?.querySelector(this.reference)
    const root = reference ? domOf(reference) : (this.router.top?.scroller ?? null)
    const { top = 0, right = 0, bottom = 0, left = 0 } = this.margins
    for (const target of targets) {
      if (root && !root.contains(domOf(target)))
        notInShell(`relativeTo("${this.reference}") of something that is not around "${selector}"`)
      let isFirst = true
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (!entry) return
          const unchanged = isFirst && !entry.isIntersecting && initialRatio === 0
          isFirst = false
          if (!unchanged) tell(shape(target, entry))
        },
        { root, rootMargin: `${top}px ${right}px ${bottom}px ${left}px`, threshold: thresholds },
      )
      observer.observe(domOf(target))
      this.observers.push(observer)
    }
  }

  disconnect() {
    for (const observer of this.observers.splice(0)) observer.disconnect()
  }
}

const domOf = (element: TreeElement) => element.getBackendElement() as unknown as HTMLElement

const shape = (target: TreeElement, entry: IntersectionObserverEntry) => ({
  id: target.id,
  dataset: target.dataset ?? {},
  intersectionRatio: entry.intersectionRatio,
  intersectionRect: entry.intersectionRect.toJSON(),
  boundingClientRect: entry.boundingClientRect.toJSON(),
  relativeRect: entry.rootBounds?.toJSON(),
  time: Date.now(),
})
