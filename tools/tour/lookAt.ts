import type { Page } from 'playwright-core'

/** What is wrong with how a page lies on the screen, each in one line. */
export const lookAt = (page: Page): Promise<string[]> => page.evaluate(inspect)

/** Texts that lie under a bar although the whole page is on the screen: nobody can scroll them free. */
export const underBars = (page: Page): Promise<string[]> => page.evaluate(inspectBars)

/** Runs in the browser: closed over nothing. */
function inspectBars(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>('.page-layer:not([hidden]) *')]
  const isFixed = (one: Element) => getComputedStyle(one).position === 'fixed'
  const isShown = (one: Element) =>
    one.getBoundingClientRect().height > 0 && getComputedStyle(one).visibility !== 'hidden'
  const bars = all.filter((one) => isFixed(one) && isShown(one))
  // a sheet with its veil is meant to cover the page
  if (bars.some((bar) => bar.getBoundingClientRect().height > window.innerHeight * 0.8)) return []
  const found = all.flatMap((one) => {
    const own = [...one.childNodes].find((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')
    if (own === undefined || !isShown(one) || bars.some((bar) => bar.contains(one))) return []
    const range = document.createRange()
    range.selectNodeContents(own)
    const { top, bottom } = range.getBoundingClientRect()
    const over = bars
      .map((bar) => bar.getBoundingClientRect())
      .some((bar) => bottom > bar.top + 2 && top < bar.bottom - 2)
    return over ? [`lies under a bar: ${(own.textContent ?? '').trim().slice(0, 24)}`] : []
  })
  return [...new Set(found)]
}

/** Runs in the browser: closed over nothing. */
function inspect(): string[] {
  const TAPPED = '[role=button], [role=tab], [role=switch], [role=radio], [role=checkbox], [role=link], input, textarea'
  const layer = document.querySelector('.page-layer:not([hidden])') as HTMLElement
  const all = [...layer.querySelectorAll<HTMLElement>('*')].filter(isShown)
  const found: string[] = []
  const wide = window.innerWidth
  const name = (one: Element) => (one.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 24) || one.className

  function isShown(one: HTMLElement): boolean {
    const { width, height } = one.getBoundingClientRect()
    return width > 0 && height > 0 && getComputedStyle(one).visibility !== 'hidden'
  }
  /** A strip of chips scrolls by itself: what lies outside of it is not lost. */
  const scrolls = (one: Element): boolean => {
    for (let up: Element | null = one; up !== null && up !== layer; up = up.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth + 1)
        return true
    return false
  }
  const ownText = (one: Element): Text | undefined =>
    [...one.childNodes].find((node): node is Text => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')

  if (layer.scrollWidth > wide + 1) found.push(`scrolls sideways: ${layer.scrollWidth} px`)
  for (const one of all) {
    const own = ownText(one)
    if (own === undefined || scrolls(one) || one.classList.value.includes('clamp')) continue
    const range = document.createRange()
    range.selectNodeContents(own)
    const { right, left } = range.getBoundingClientRect()
    if (right > wide + 0.5 || left < -0.5) found.push(`outside the screen: ${name(one)}`)
  }

  const texts = all.filter((one) => ownText(one) !== undefined)
  for (const one of texts) {
    const style = getComputedStyle(one)
    if (Number.parseFloat(style.fontSize) < 11) found.push(`text of ${style.fontSize}: ${name(one)}`)
    const cut = style.overflow !== 'visible' && !one.classList.value.includes('clamp')
    if (cut && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 3) && !scrolls(one))
      found.push(`text is cut: ${name(one)}`)
  }

  for (const one of texts) {
    const range = document.createRange()
    range.selectNodeContents(ownText(one) as Text)
    const { left, right, top, bottom } = range.getBoundingClientRect()
    for (let up = one.parentElement; up !== null && up !== layer; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up)
      if (overflowX === 'visible' && overflowY === 'visible') continue
      if (up.scrollHeight > up.clientHeight + 1 && overflowY !== 'hidden') break
      const box = up.getBoundingClientRect()
      const across = !scrolls(up) && (left < box.left - 2 || right > box.right + 2)
      if (across || top < box.top - 4 || bottom > box.bottom + 4)
        found.push(`text is cut by what holds it: ${name(one)}`)
      break
    }
  }

  const fixed = (one: Element): boolean => {
    for (let up: Element | null = one; up !== null && up !== layer; up = up.parentElement)
      if (['fixed', 'sticky'].includes(getComputedStyle(up).position)) return true
    return false
  }
  const boxes = texts
    .filter((one) => !fixed(one) && !scrolls(one) && !one.classList.value.includes('clamp'))
    .map((one) => {
      const range = document.createRange()
      range.selectNodeContents(ownText(one) as Text)
      const { left, right, top, bottom } = range.getBoundingClientRect()
      // of a line of text the letters, without the leading that fonts bring along
      const leading = Math.max(0, (bottom - top - Number.parseFloat(getComputedStyle(one).fontSize)) / 2)
      const isOneLine = bottom - top < 2 * Number.parseFloat(getComputedStyle(one).fontSize)
      const inset = isOneLine ? leading : 0
      return { one, box: { left, right, top: top + inset, bottom: bottom - inset } }
    })
  for (let a = 0; a < boxes.length; a += 1) {
    for (let b = a + 1; b < boxes.length; b += 1) {
      const [first, second] = [boxes[a], boxes[b]]
      if (first === undefined || second === undefined) continue
      if (first.one.contains(second.one) || second.one.contains(first.one)) continue
      const across = Math.min(first.box.right, second.box.right) - Math.max(first.box.left, second.box.left)
      const down = Math.min(first.box.bottom, second.box.bottom) - Math.max(first.box.top, second.box.top)
      if (across > 2 && down > 3) found.push(`texts lie on each other: ${name(first.one)} / ${name(second.one)}`)
    }
  }

  for (const one of layer.querySelectorAll<HTMLElement>(TAPPED)) {
    if (!isShown(one)) continue
    // a switch is tapped on its tag, which may be larger than the picture in it
    const { width, height } = (one.closest('wx-switch') ?? one).getBoundingClientRect()
    if (width < 43.5 || height < 43.5)
      found.push(`hard to tap, ${Math.round(width)}×${Math.round(height)}: ${name(one)}`)
  }
  return [...new Set(found)]
}
