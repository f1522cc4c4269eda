import type { Page } from 'playwright-core'
import type { StartedShop } from '../start/startedShop'

/** One page in one state, as somebody would see it. */
export interface Stop {
  /** of its picture, unique: letters, digits and dashes */
  name: string
  /** what is seen, in a few words */
  title: string
  /** page with its query, without the leading slash */
  page: string
  /** what the page says when it is there */
  says: RegExp
  /** who looks; the owner when absent */
  openid?: string
  dark?: boolean
  /** what is tapped, or done to the phone, before the picture */
  prepare?(phone: Page, shop: StartedShop): Promise<void>
}

/** A state of the shop, and what is looked at while it lasts. */
export interface Scene {
  name: string
  title: string
  /** of a shop that is opened anew; the shop of the scene before when absent */
  start?: string[]
  arrange?(shop: StartedShop): Promise<void>
  stops: Stop[] | ((shop: StartedShop) => Promise<Stop[]>)
}
