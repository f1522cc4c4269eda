import type { Browser, Page } from 'playwright-core'
import type { StartedShop } from '../start/startedShop'

/** One page in one state, as somebody would see it. */
export interface Stop {
  /** of its picture, unique: letters, digits and dashes */
  name: string
  /** what is seen, in a few words */
  title: string
  /** page with its query, without the leading slash; asked for once the shop is in the state */
  page: string | ((shop: StartedShop) => Promise<string>)
  /** what the page says when it is there */
  says: RegExp
  /** who looks; the owner when absent */
  openid?: string
  /** what is tapped before the picture */
  prepare?(phone: Page): Promise<void>
  /** its first screen is shown in our texts */
  inTexts?: boolean
  /** the picture is of a page that still waits for its first answer */
  waits?: boolean
}

/** A state of the shop, and what is looked at while it lasts. */
export interface Scene {
  name: string
  title: string
  /** of a shop that is opened anew; the shop of the scene before when absent */
  start?: string[]
  /** brings the shop into the state */
  arrange?(shop: StartedShop, browser: Browser): Promise<void>
  stops: Stop[]
  /** The phones of this state are good for nothing else: each stop has its own. */
  spoilt?: Spoilt
}

export interface Spoilt {
  /** done to a phone before the mini-program starts on it */
  before?(phone: Page): Promise<unknown>
  /** done to it once its page is there */
  once?(phone: Page): Promise<unknown>
  /** done once, when that is done to all of them */
  meanwhile?(shop: StartedShop): Promise<void>
  /** what the pages say in the end */
  says: RegExp
}

export const pageOf = (name: string, query = ''): string => `admin/pages/${name}/index${query}`
