import type { AppLifeCycle } from '../appLifeCycle'
import { drawOver, make } from './overlay'

/** What the capsule's ring does: the mini-program goes to the background until it is tapped. */
export function leaveUntilTapped(app: AppLifeCycle) {
  app.leave()
  const back = make('button', 'background', '小程序退到后台了，点一下回来')
  const remove = drawOver(back)
  back.addEventListener('click', () => {
    remove()
    app.enter()
  })
}
