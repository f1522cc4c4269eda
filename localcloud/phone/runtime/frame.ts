/** Sizes of the drawn phone in px: an iPhone X, as in the design's pictures. */
export const FRAME = {
  statusBarPx: 44,
  navigationBarPx: 44,
  tabBarPx: 78,
  safeBottomPx: 34,
  capsule: { width: 87, height: 32, top: 50, right: 10 },
} as const

/** The phone lies in the shop, wherever the browser runs. */
const shopTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

export type TextStyle = 'black' | 'white'

/** The parts of the screen that belong to the phone and to WeChat: time, battery, capsule. */
export interface Frame {
  setTextStyle(style: TextStyle): void
  /** writes the time of day that the phone shows */
  showTime(): void
  /** holds the pages */
  pages: HTMLElement
  /** holds toasts, dialogs and sheets */
  overlay: HTMLElement
}

const SIGNAL = `<svg width="18" height="12" viewBox="0 0 18 12" fill="currentColor" aria-hidden="true"><rect x="0" y="8" width="3" height="4" rx="1"/><rect x="5" y="5.5" width="3" height="6.5" rx="1"/><rect x="10" y="3" width="3" height="9" rx="1"/><rect x="15" y="0" width="3" height="12" rx="1"/></svg>`
const BATTERY = `<svg width="26" height="12" viewBox="0 0 26 12" aria-hidden="true"><rect x=".5" y=".5" width="22" height="11" rx="3" fill="none" stroke="currentColor" opacity=".4"/><rect x="2" y="2" width="17" height="8" rx="1.6" fill="currentColor"/><rect x="24" y="4" width="1.6" height="4" rx=".8" fill="currentColor" opacity=".5"/></svg>`

export function drawFrame(onMenu: () => void, onClose: () => void): Frame {
  document.body.innerHTML = `
    <div class="pages"></div>
    <div class="status-bar" aria-hidden="true"><span class="time"></span><span class="signs">${SIGNAL}${BATTERY}</span></div>
    <div class="capsule"><button type="button" aria-label="更多"><b></b><b></b><b></b></button><i></i><button type="button" aria-label="关闭"><u></u></button></div>
    <div class="overlay"></div>`
  const find = (selector: string) => document.body.querySelector<HTMLElement>(selector) as HTMLElement
  const [more, close] = document.body.querySelectorAll<HTMLButtonElement>('.capsule button')
  more?.addEventListener('click', onMenu)
  close?.addEventListener('click', onClose)
  const time = find('.time')
  return {
    pages: find('.pages'),
    overlay: find('.overlay'),
    setTextStyle: (style) => {
      document.body.dataset.text = style
    },
    showTime: () => {
      const text = shopTime.format(Date.now())
      if (time.textContent !== text) time.textContent = text
    },
  }
}
