import { SCREENS, type Screen } from './phones'
import type { Scene, Stop } from './stop'
import { fileOf } from './takePicture'

export interface Planned {
  scene: Scene
  pictures: { stop: Stop; screen: Screen }[]
}

/**
 * What of the scenes must be played for the pictures wanted: a scene without one is gone through only where a later scene of
 * the same shop needs its state.
 * @param words parts of names of scenes or of pictures; an empty one is part of all
 */
export function plan(scenes: readonly Scene[], words: readonly string[]): Planned[] {
  const wanted = (name: string): boolean => words.some((word) => name.includes(word))
  const all = scenes.map((scene) => ({
    scene,
    pictures: scene.stops.flatMap((stop) =>
      SCREENS.filter((screen) => wanted(scene.name) || wanted(fileOf(stop, screen))).map((screen) => ({
        stop,
        screen,
      })),
    ),
  }))
  return all.filter(({ pictures }, at) => {
    const next = all.findIndex(({ scene }, index) => index > at && scene.start !== undefined)
    const later = all.slice(at + 1, next < 0 ? undefined : next)
    return pictures.length > 0 || later.some((one) => one.pictures.length > 0)
  })
}
