import fs from 'node:fs'
import path from 'node:path'
import postcss from 'postcss'
import { isFile, readText } from './files'

/** TDesign's icon component: its glyphs come from a CDN font, so offline they are drawn from tdesign-icons-svg. */
export const TDESIGN_ICON = 'npm/tdesign-miniprogram/icon/icon'

/** @param css compiled style of the icon component; @param texts sources in which icon names may stand */
export function drawIcons(css: string, styleScope: string, texts: string[], nodeModules: string): string {
  const sheet = postcss.parse(css)
  sheet.walkAtRules('font-face', (rule) => {
    rule.remove()
  })
  sheet.walkRules((rule) => {
    if (/\.[\w-]*t-icon-[\w-]+::?before$/.test(rule.selector)) rule.remove()
  })
  const folder = path.join(nodeModules, 'tdesign-icons-svg/src')
  if (!fs.existsSync(folder)) return sheet.toString()
  const words = new Set(texts.flatMap((text) => text.match(/(?<=['"`])[a-z][a-z0-9-]*(?=['"`])/g) ?? []))
  const prefix = styleScope ? `${styleScope}--` : ''
  const drawn = [...words]
    .map((name) => ({ name, file: path.join(folder, `${name}.svg`) }))
    .filter(({ file }) => isFile(file))
    .map(({ name, file }) => `.${prefix}t-icon-${name}:before{content:'';${mask(readText(file))}}`)
  return `${sheet.toString()}\n${drawn.join('\n')}`
}

function mask(svg: string): string {
  const address = `data:image/svg+xml,${encodeURIComponent(svg.replace('view-box', 'viewBox'))}`
  return `display:inline-block;width:1em;height:1em;background:currentColor;-webkit-mask:url("${address}") center/contain no-repeat`
}
