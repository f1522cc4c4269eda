/** What is drawn beside the line and its band, in px of the canvas. Plain values: tested without a canvas. */
export type Mark =
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; tone: Tone; dashed: boolean }
  | { kind: 'rect'; x: number; y: number; width: number; height: number; tone: Tone }
  | { kind: 'dot'; x: number; y: number }
  | { kind: 'triangle'; x: number; y: number }
  | { kind: 'hatch'; outline: [number, number][] }
  | TextMark

export interface TextMark {
  kind: 'text'
  text: string
  /** left, right or middle of the text, by align */
  x: number
  /** bottom of the text box */
  y: number
  align: 'left' | 'right' | 'center'
  tone: Tone
  bold: boolean
}

export type Tone =
  | 'grid'
  | 'axisLine'
  | 'axis'
  | 'mark'
  | 'ink2'
  | 'now'
  | 'second'
  | 'crit'
  | 'critWeak'
  | 'warn'
  | 'warnWeak'

export const fontPx = 12
export const textHeightPx = 15

/** Width of a text at 12 px: Chinese is square, a digit a little over half of that. */
export function textWidthPx(text: string): number {
  let width = 0
  for (const letter of text) width += /[ .:]/.test(letter) ? 3.6 : /[\x21-\x7e–]/.test(letter) ? 7 : fontPx
  return width
}

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export function boxOf({ text, x, y, align }: TextMark): Box {
  const width = textWidthPx(text)
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
  return { left, right: left + width, top: y - textHeightPx, bottom: y }
}

export const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
