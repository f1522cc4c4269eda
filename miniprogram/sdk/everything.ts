import { allCollectors } from './collectors/index'
import type { Equipment } from './monitor'
import { ownTemplates } from './text/ownTemplates'
import { tellWeChat } from './transport/lastResort'

/** The whole SDK. */
export const everything: Equipment = {
  collectors: allCollectors,
  lastResort: tellWeChat,
  templates: ownTemplates,
}
