import type { Element, GeneralComponent } from 'glass-easel'
import { afterLayout } from '../runtime/afterLayout'
import type { Router } from '../runtime/router'

interface Fields {
  id?: boolean
  dataset?: boolean
  mark?: boolean
  rect?: boolean
  size?: boolean
  scrollOffset?: boolean
  node?: boolean
  context?: boolean
  properties?: string[]
  computedStyle?: string[]
}

export interface ComponentLike {
  _$: GeneralComponent
}

type Tell = (result: unknown) => void

/** What to ask of the selected nodes. */
interface NodesRef {
  boundingClientRect(tell?: Tell): SelectorQuery
  scrollOffset(tell?: Tell): SelectorQuery
  fields(fields: Fields, tell?: Tell): SelectorQuery
  node(tell?: Tell): SelectorQuery
  context(tell?: Tell): SelectorQuery
  ref(tell?: Tell): SelectorQuery
}

interface Selection {
  owner: ComponentLike | undefined
  /** null selects the page's viewport */
  selector: string | null
  all: boolean
  fields: Fields
  tell: ((result: unknown) => void) | undefined
}

/** wx.createSelectorQuery(): where things of a page are, and the nodes of canvases. Places count from the page's corner. */
export class SelectorQuery {
  private readonly selections: Selection[] = []

  constructor(
    private readonly router: Router,
    private owner?: ComponentLike,
  ) {}

  in(component: ComponentLike) {
    this.owner = component
    return this
  }

  select(selector: string): NodesRef {
    return this.chain(selector, false)
  }

  selectAll(selector: string): NodesRef {
    return this.chain(selector, true)
  }

  selectViewport(): NodesRef {
    return this.chain(null, false)
  }

  exec(tell?: (results: unknown[]) => void) {
    afterLayout(() => {
      const results = this.selections.map((selection) => this.answer(selection))
      for (const [index, selection] of this.selections.entries()) selection.tell?.(results[index])
      tell?.(results)
    })
    return this
  }

  private chain(selector: string | null, all: boolean): NodesRef {
    const ask = (fields: Fields, tell?: Tell): SelectorQuery => {
      this.selections.push({ owner: this.owner, selector, all, fields, tell })
      return this
    }
    return {
      boundingClientRect: (tell?: Tell) => ask({ id: true, dataset: true, rect: true, size: true }, tell),
      scrollOffset: (tell?: Tell) => ask({ id: true, dataset: true, scrollOffset: true }, tell),
      fields: ask,
      node: (tell?: Tell) => ask({ node: true }, tell),
      context: (tell?: Tell) => ask({ context: true }, tell),
      ref: (tell?: Tell) => ask({ node: true }, tell),
    }
  }

  private answer({ owner, selector, all, fields }: Selection): unknown {
    const page = this.router.top
    if (selector === null) return page ? this.describe(null, page.scroller, fields) : null
    const component = owner?._$ ?? page?.root.getComponent()
    const shadow = component?.getShadowRoot()
    const describe = (node: Element) => this.describe(node, node.getBackendElement() as unknown as HTMLElement, fields)
    if (all) return shadow?.querySelectorAll(selector).map(describe) ?? []
    const node = shadow?.querySelector(selector)
    return node ? describe(node) : null
  }

  private describe(node: Element | null, element: HTMLElement, fields: Fields): Record<string, unknown> {
    const corner = this.router.top?.webview.getBoundingClientRect() ?? new DOMRect()
    const rect = element.getBoundingClientRect()
    const style = fields.computedStyle ? getComputedStyle(element) : null
    const data = (node as unknown as GeneralComponent | null)?.data as Record<string, unknown> | undefined
    return {
      ...(fields.id ? { id: node?.id ?? '' } : {}),
      ...(fields.dataset ? { dataset: node?.dataset ?? {} } : {}),
      ...(fields.rect
        ? {
            left: rect.left - corner.left,
            top: rect.top - corner.top,
            right: rect.right - corner.left,
            bottom: rect.bottom - corner.top,
          }
        : {}),
      ...(fields.size ? { width: rect.width, height: rect.height } : {}),
      ...(fields.scrollOffset ? scrollOf(element) : {}),
      ...(fields.node ? { node: element.tagName === 'WX-CANVAS' ? element.querySelector('canvas') : element } : {}),
      ...(fields.context ? { context: element } : {}),
      ...Object.fromEntries((fields.properties ?? []).map((name) => [name, data?.[name]])),
      ...Object.fromEntries((fields.computedStyle ?? []).map((name) => [name, style?.getPropertyValue(name)])),
    }
  }
}

const scrollOf = ({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: HTMLElement) => ({
  scrollLeft,
  scrollTop,
  scrollWidth,
  scrollHeight,
})
