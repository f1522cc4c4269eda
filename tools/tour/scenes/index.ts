import type { Scene } from '../stop'
import { chain } from './chain'
import { empty } from './empty'
import { acknowledged, incident, partly, resolved } from './incident'
import { failed, loading, offline, stale } from './lost'
import { normal, settings, sheets, warning } from './normal'

/** Every page and state that the tour looks at, in order. Whoever adds a page adds its stops to one of them. */
export const scenes: Scene[] = [
  empty,
  normal,
  sheets,
  settings,
  loading,
  failed,
  offline,
  warning,
  chain,
  incident,
  partly,
  acknowledged,
  resolved,
  stale,
]
