import type { AppJson, ComponentJson } from '../compile/appConfig'
import type { StaticConfig } from '../compile/componentGraph'

export type Define = (id: string, config: StaticConfig, styleScope: string, load: () => unknown) => void

/** What the compiler puts into app.js. */
export interface Program {
  app: AppJson
  /** page JSON by route */
  pages: Record<string, ComponentJson>
  /** CSS by component id; 'app' is app.wxss */
  styles: Record<string, string>
  /** addresses of the package's pictures by path */
  images: Record<string, string>
  /** template generators by component id */
  templates: () => Record<string, unknown>
  loadApp: () => void
  /** by root folder of the (sub)package; '' is the main one */
  packages: Record<string, (define: Define) => void>
}
