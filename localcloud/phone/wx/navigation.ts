import type { TextStyle } from '../runtime/frame'
import { ApiFailure, asyncApi, type Family, type Options } from './api'

interface UrlCall extends Options {
  url: string
  events?: Record<string, (...args: unknown[]) => void>
}

interface BadgeCall extends Options {
  index: number
  text?: string
}

/** Pages, navigation bar and tab bar. */
export const navigationFamily: Family = ({ router }) => {
  const routing = (name: string, go: (url: string) => void) =>
    asyncApi<UrlCall>(name, ({ url }) => {
      if (typeof url !== 'string') throw new ApiFailure('parameter error: parameter.url should be String')
      go(url)
    })
  const tabBar = () => {
    if (!router.tabBar) throw new ApiFailure('not TabBar page')
    return router.tabBar
  }
  return {
    navigateTo: asyncApi<UrlCall>('navigateTo', ({ url, events }) => ({
      eventChannel: router.navigateTo(url, events),
    })),
    redirectTo: routing('redirectTo', (url) => router.redirectTo(url)),
    reLaunch: routing('reLaunch', (url) => router.reLaunch(url)),
    switchTab: routing('switchTab', (url) => router.switchTab(url)),
    navigateBack: asyncApi<{ delta?: number }>('navigateBack', ({ delta }) => router.navigateBack(delta ?? 1)),
    setNavigationBarTitle: asyncApi<{ title: string }>('setNavigationBarTitle', ({ title }) =>
      router.top?.bar.setTitle(title),
    ),
    setNavigationBarColor: asyncApi<{ frontColor: string; backgroundColor: string }>(
      'setNavigationBarColor',
      ({ frontColor, backgroundColor }) => {
        const style: TextStyle = frontColor === '#000000' ? 'black' : 'white'
        router.top?.bar.setColor(style, backgroundColor)
        router.setTextStyle(style)
      },
    ),
    showNavigationBarLoading: asyncApi('showNavigationBarLoading', () => router.top?.bar.setLoading(true)),
    hideNavigationBarLoading: asyncApi('hideNavigationBarLoading', () => router.top?.bar.setLoading(false)),
    hideHomeButton: asyncApi('hideHomeButton', () => {}),
    setBackgroundColor: asyncApi<{ backgroundColor?: string }>('setBackgroundColor', ({ backgroundColor }) => {
      if (router.top && backgroundColor) router.top.scroller.style.backgroundColor = backgroundColor
    }),
    setBackgroundTextStyle: asyncApi('setBackgroundTextStyle', () => {}),
    startPullDownRefresh: asyncApi('startPullDownRefresh', () => {
      router.top?.refresher.open()
      router.top?.call('onPullDownRefresh')
    }),
    stopPullDownRefresh: asyncApi('stopPullDownRefresh', () => router.top?.refresher.close()),
    pageScrollTo: asyncApi<{ scrollTop?: number; selector?: string; offsetTop?: number; duration?: number }>(
      'pageScrollTo',
      ({ scrollTop = 0, selector, offsetTop = 0, duration = 300 }) => {
        const page = router.top
        if (!page) return
        const node = selector && page.root.getComponent().getShadowRoot()?.querySelector(selector)
        const element = node ? (node.getBackendElement() as unknown as HTMLElement) : null
        const top = element
          ? page.scroller.scrollTop + element.getBoundingClientRect().top - page.scroller.getBoundingClientRect().top
          : scrollTop
        page.scroller.scrollTo({ top: top + offsetTop, behavior: duration > 0 ? 'smooth' : 'auto' })
      },
    ),
    showTabBar: asyncApi('showTabBar', () => tabBar().setVisible(true)),
    hideTabBar: asyncApi('hideTabBar', () => tabBar().setVisible(false)),
    setTabBarBadge: asyncApi<BadgeCall>('setTabBarBadge', ({ index, text }) => tabBar().setBadge(index, text ?? '')),
    removeTabBarBadge: asyncApi<BadgeCall>('removeTabBarBadge', ({ index }) => tabBar().setBadge(index, null)),
    showTabBarRedDot: asyncApi<BadgeCall>('showTabBarRedDot', ({ index }) => tabBar().setBadge(index, null, true)),
    hideTabBarRedDot: asyncApi<BadgeCall>('hideTabBarRedDot', ({ index }) => tabBar().setBadge(index, null)),
    setTabBarItem: asyncApi<BadgeCall & { iconPath?: string; selectedIconPath?: string }>(
      'setTabBarItem',
      ({ index, ...item }) => tabBar().setItem(index, item),
    ),
  }
}
