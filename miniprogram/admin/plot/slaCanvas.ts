import type { SlaPicture } from '../model/reports'

/** Size of the picture, px. Drawn at three times that, so that it is sharp on any phone. */
export const cardSize = { width: 300, height: 400, scale: 3 }

/** What of a canvas's context is used. */
export interface Pen {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  font: string
  textAlign: unknown
  textBaseline: unknown
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { width: number }
  beginPath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  stroke(): void
  scale(x: number, y: number): void
}

const ink = '#1A1917'
const ink2 = '#54514C'
const brand = '#A83C00'
const line = '#E7E5E1'
const sans = 'sans-serif'
const left = 24

/** A sheet of paper whatever the phone's theme: it is to be seen in somebody else's chat. */
export function drawSlaCard(pen: Pen, card: SlaPicture): void {
  const { width, height, scale } = cardSize
  pen.scale(scale, scale)
  pen.fillStyle = '#FFFFFF'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = brand
  pen.fillRect(0, 0, width, 6)
  pen.textBaseline = 'alphabetic'
  pen.textAlign = 'left'
  write(pen, card.shop, left, 44, { size: 17, weight: 600, color: ink, most: width - 2 * left })
  write(pen, card.span, left, 66, { size: 13, weight: 400, color: ink2, most: width - 2 * left })
  write(pen, card.share, left, 132, { size: 52, weight: 700, color: ink, most: width - 2 * left })
  write(pen, card.sentence, left, 160, { size: 14, weight: 400, color: ink2, most: width - 2 * left })
  card.facts.forEach(({ name, value }, index) => {
    const y = 196 + index * 30
    rule(pen, y - 20, width)
    write(pen, name, left, y, { size: 14, weight: 400, color: ink2, most: 140 })
    pen.textAlign = 'right'
    write(pen, value, width - left, y, { size: 14, weight: 600, color: ink, most: 140 })
    pen.textAlign = 'left'
  })
  write(pen, card.foot, left, height - 18, { size: 12, weight: 400, color: ink2, most: width - 2 * left })
}

interface Words {
  size: number
  weight: number
  color: string
  /** px: what is wider is set smaller */
  most: number
}

function write(pen: Pen, text: string, x: number, y: number, { size, weight, color, most }: Words): void {
  pen.fillStyle = color
  pen.font = `${weight} ${size}px ${sans}`
  const { width } = pen.measureText(text)
  if (width > most) pen.font = `${weight} ${Math.max(10, Math.floor((size * most) / width))}px ${sans}`
  pen.fillText(text, x, y)
}

function rule(pen: Pen, y: number, width: number): void {
  pen.strokeStyle = line
  pen.lineWidth = 1
  pen.beginPath()
  pen.moveTo(left, y)
  pen.lineTo(width - left, y)
  pen.stroke()
}
