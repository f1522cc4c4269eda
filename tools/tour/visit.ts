import type { StartedShop } from '../start/startedShop'
import type { Phone, Phones } from './phones'
import type { Planned } from './plan'
import { settled } from './settled'
import type { Scene, Stop } from './stop'
import { type Folders, type Picture, takePicture } from './takePicture'

const OWNER = 'lanyi'

interface Tour {
  shop: StartedShop
  phones: Phones
  folders: Folders
  say(line: string): void
}

/** Takes the pictures of a scene. Screens of one stop are looked at side by side. */
export async function visit(scene: Scene, pictures: Planned['pictures'], tour: Tour): Promise<Picture[]> {
  const groups = [...new Set(pictures.map((one) => one.stop))].map((stop) => ({
    stop,
    screens: pictures.filter((one) => one.stop === stop).map(({ screen }) => screen),
  }))
  const taken: Picture[] = []
  const take = async (phones: Phone[], stop: Stop) => {
    for (const picture of await Promise.all(phones.map((phone) => takePicture(phone, stop, tour.folders)))) {
      tell(picture, tour.say)
      taken.push(picture)
    }
  }
  if (scene.spoilt) {
    const { before, once, meanwhile, says } = scene.spoilt
    const spoilt: { stop: Stop; phones: Phone[] }[] = []
    for (const { stop, screens } of groups) {
      const [openid, page] = await whoAndWhere(stop, tour.shop)
      const phones = await Promise.all(screens.map((screen) => tour.phones.open(screen, openid, page, before)))
      if (once) {
        for (const phone of phones) await settled(phone, stop.says)
        for (const phone of phones) await once(phone.page)
      }
      spoilt.push({ stop: { ...stop, says }, phones })
    }
    await meanwhile?.(tour.shop)
    for (const { stop, phones } of spoilt) {
      await take(phones, stop)
      for (const { page } of phones) await page.context().close()
    }
    return taken
  }
  for (const { stop, screens } of groups) {
    const [openid, page] = await whoAndWhere(stop, tour.shop)
    const phones: Phone[] = []
    for (const screen of screens) {
      const phone = await tour.phones.at(screen, openid, page)
      // one after the other: functions have a time limit, and this machine has few processors
      await settled(phone, stop.says, stop.waits).catch(() => undefined)
      phones.push(phone)
    }
    await take(phones, stop)
  }
  return taken
}

const whoAndWhere = async ({ openid = OWNER, page }: Stop, shop: StartedShop): Promise<[string, string]> => [
  openid,
  typeof page === 'string' ? page : await page(shop),
]

function tell({ file, wrong }: Picture, say: Tour['say']): void {
  say(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${file}`)
  for (const line of wrong) say(`     ${line}`)
}
