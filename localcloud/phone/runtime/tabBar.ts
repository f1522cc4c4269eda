import type { TabBarConfig } from '../compile/appConfig'
import { imageAddress } from './files'

/** WeChat's native tab bar, one for all tab pages. */
export interface TabBar {
  element: HTMLElement
  choose(route: string): void
  setBadge(index: number, text: string | null, isDot?: boolean): void
  setVisible(visible: boolean): void
  setItem(index: number, item: { text?: string; iconPath?: string; selectedIconPath?: string }): void
}

export function makeTabBar(config: TabBarConfig, onTap: (index: number) => void): TabBar {
  const element = document.createElement('nav')
  element.className = 'tab-bar'
  element.style.background = config.backgroundColor ?? '#ffffff'
  element.dataset.border = config.borderStyle ?? 'black'
  const list = config.list.map((item) => ({ ...item }))
  let chosen = ''
  const draw = () => {
    list.forEach((item, index) => {
      const button = element.children[index] as HTMLElement
      const on = item.pagePath === chosen
      button.style.color = (on ? config.selectedColor : config.color) ?? (on ? '#07c160' : '#7a7e83')
      button.setAttribute('aria-current', on ? 'page' : 'false')
      const icon = on ? (item.selectedIconPath ?? item.iconPath) : item.iconPath
      const picture = button.querySelector('img') as HTMLImageElement
      picture.hidden = !icon
      if (icon) picture.src = imageAddress(`/${icon}`)
      ;(button.querySelector('span') as HTMLElement).textContent = item.text
    })
  }
  list.forEach((_, index) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.innerHTML = '<img alt=""><em hidden></em><span></span>'
    button.addEventListener('click', () => onTap(index))
    element.append(button)
  })
  draw()
  return {
    element,
    choose(route) {
      chosen = route
      draw()
    },
    setBadge(index, text, isDot = false) {
      const badge = element.children[index]?.querySelector('em') as HTMLElement | null
      if (!badge) return
      badge.hidden = text === null && !isDot
      badge.textContent = text ?? ''
      badge.classList.toggle('dot', isDot)
    },
    setVisible(visible) {
      element.hidden = !visible
    },
    setItem(index, item) {
      Object.assign(list[index] ?? {}, item)
      draw()
    },
  }
}
