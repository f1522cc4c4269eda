import type { WindowConfig } from '../compile/appConfig'
import type { TextStyle } from './frame'

/** WeChat's own bar over a page, absent with `navigationStyle: custom`. */
export interface NavigationBar {
  element: HTMLElement | null
  setTitle(title: string): void
  setColor(front: TextStyle, background: string): void
  setLoading(on: boolean): void
}

export function makeNavigationBar(config: WindowConfig, canGoBack: boolean, goBack: () => void): NavigationBar {
  if (config.navigationStyle === 'custom')
    return { element: null, setTitle: () => {}, setColor: () => {}, setLoading: () => {} }
  const element = document.createElement('header')
  element.className = 'navigation-bar'
  if (canGoBack) {
    const back = document.createElement('button')
    back.type = 'button'
    back.className = 'back'
    back.setAttribute('aria-label', '返回')
    back.addEventListener('click', goBack)
    element.append(back)
  }
  const title = document.createElement('h1')
  element.append(title)
  const bar: NavigationBar = {
    element,
    setTitle: (text) => {
      title.textContent = text
    },
    setColor: (front, background) => {
      element.style.color = front === 'black' ? '#000' : '#fff'
      element.style.background = background
    },
    setLoading: (on) => element.classList.toggle('loading', on),
  }
  bar.setTitle(config.navigationBarTitleText ?? '')
  bar.setColor(config.navigationBarTextStyle ?? 'white', config.navigationBarBackgroundColor ?? '#000000')
  return bar
}
