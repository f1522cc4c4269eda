import { join } from 'node:path'
import { axeOf } from './axe'
import { lookAt, underBars } from './lookAt'
import { type Phone, SCREENS, type Screen, WAIT_MS } from './phones'
import { settled } from './settled'
import type { Stop } from './stop'

export interface Picture {
  file: string
  screen: Screen
  stop: Stop
  /** what is wrong with it, one line each */
  wrong: string[]
}

/** A picture is as long as its page, up to this. */
const LONGEST_PX = 6000

export const fileOf = (stop: Stop, { width, dark }: Screen): string => `${stop.name}-${width}${dark ? '-dark' : ''}.png`

export interface Folders {
  /** of whole pages */
  out: string
  /** of what our texts show, the first screen of some pages; null for none */
  texts: string | null
}

/** Looks at the page in front as it lies on the screen, and takes a picture of all of it. */
export async function takePicture(phone: Phone, stop: Stop, { out, texts }: Folders): Promise<Picture> {
  const { page, screen } = phone
  const file = fileOf(stop, screen)
  const wrong: string[] = []
  try {
    await settled(phone, stop.says, stop.waits)
    if (stop.prepare) {
      await stop.prepare(page)
      await settled(phone, /./, stop.waits)
    }
    wrong.push(...(await lookAt(page)))
    if (texts !== null && stop.inTexts && isUsual(screen))
      await page.screenshot({
        path: join(texts, `${stop.name}.png`),
        scale: 'css',
        animations: 'disabled',
        timeout: WAIT_MS,
      })
    await page.setViewportSize({ width: screen.width, height: await heightOf(phone) })
    await settled(phone, /./, stop.waits)
    await page.screenshot({ path: join(out, file), animations: 'disabled', timeout: WAIT_MS })
    wrong.push(...(await underBars(page)), ...(await axeOf(page)).wrong)
  } catch (error) {
    wrong.push(`never came: ${(error as Error).message.split('\n')[0]}`)
  }
  wrong.push(...phone.faults.splice(0))
  return { file, screen, stop, wrong }
}

const isUsual = ({ width, dark }: Screen): boolean => width === SCREENS[0]?.width && !dark

/** The screen, and what lies below it of all that scrolls inside. */
const heightOf = ({ page, screen }: Phone): Promise<number> =>
  page.evaluate(
    ([low, high]) => {
      const inside = [...document.querySelectorAll('.page-layer:not([hidden]), .page-layer:not([hidden]) *')]
      const below = inside.map((one) =>
        getComputedStyle(one).overflowY === 'visible' ? 0 : one.scrollHeight - one.clientHeight,
      )
      return Math.min(high, low + Math.max(0, ...below) + 1)
    },
    [screen.height, LONGEST_PX] as const,
  )
