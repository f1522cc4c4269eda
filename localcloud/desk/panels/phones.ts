import { make, segments } from '../dom'

type Which = 'customer' | 'staff'

const TABS = [
  ['customer', '顾客点单'],
  ['staff', '管理页'],
] as const

/** Room around the phone in px: tabs, frame, caption. */
const AROUND_PX = 120
const PHONE_HEIGHT_PX = 812

export interface Phones {
  element: HTMLElement
  /** shows a member of staff at a page */
  openStaff(openid: string, name: string, page: string): void
}

export interface PhonesOptions {
  token: string
  customer: string
  staff: { openid: string; name: string }
  /** first page of the admin pages */
  staffPage: string
}

/** Two phones in one frame; both live, one is seen. */
export function phones(options: PhonesOptions): Phones {
  const caption = make('div', 'caption small')
  const screen = make('div', 'screen')
  const tabs = make('div', 'tabs')
  const element = make('section', 'phones', tabs, make('div', 'frame', screen), caption)
  element.setAttribute('aria-label', '手机')
  const frames: Record<Which, HTMLIFrameElement> = { customer: make('iframe', ''), staff: make('iframe', '') }
  frames.customer.title = '顾客的手机'
  frames.staff.title = '店员的手机'
  let staffName = options.staff.name
  let shown: Which = 'customer'

  const address = (openid: string, page: string) =>
    `shell/phone.html?${new URLSearchParams({ openid, token: options.token, ...(page ? { page } : {}) })}`
  const draw = () => {
    tabs.replaceChildren(
      segments('big', TABS, shown, (chosen) => {
        shown = chosen
        draw()
      }),
    )
    for (const [which, frame] of Object.entries(frames)) frame.classList.toggle('behind', which !== shown)
    const whose = shown === 'customer' ? '顾客的手机' : `${staffName}的手机`
    caption.replaceChildren(make('span', '', whose), make('i', ''), make('span', '', '375 × 812'))
  }
  const fit = () => {
    const scale = Math.min(1, Math.max(0.4, (element.clientHeight - AROUND_PX) / PHONE_HEIGHT_PX))
    screen.style.setProperty('--scale', String(scale))
  }
  frames.customer.src = address(options.customer, '')
  frames.staff.src = address(options.staff.openid, options.staffPage)
  screen.append(frames.customer, frames.staff)
  new ResizeObserver(fit).observe(element)
  draw()
  return {
    element,
    openStaff(openid, name, page) {
      staffName = name
      shown = 'staff'
      frames.staff.src = address(openid, page)
      draw()
    },
  }
}
