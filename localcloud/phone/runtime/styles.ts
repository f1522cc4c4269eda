import type { Program } from './program'

/** Puts the mini-program's styles into the document; a page's own apply only while it is in front. */
export function installStyles(program: Program): { showPage(route: string): void } {
  const add = (css: string, name: string) => {
    const style = document.createElement('style')
    style.dataset.of = name
    style.textContent = css
    document.head.append(style)
    return style
  }
  const { app = '', ...rest } = program.styles
  add(app, 'app')
  for (const [id, css] of Object.entries(rest)) if (!(id in program.pages)) add(css, id)
  const ofPage = new Map<string, HTMLStyleElement>()
  for (const route of Object.keys(program.pages)) {
    const style = add(rest[route] ?? '', route)
    style.media = 'not all'
    ofPage.set(route, style)
  }
  return {
    showPage(route) {
      for (const [one, style] of ofPage) style.media = one === route ? 'all' : 'not all'
    },
  }
}
