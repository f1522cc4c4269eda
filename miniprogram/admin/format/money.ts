import { grouped } from './grouped'

/** A sum as a figure shows it: the sign small, the number large, the unit small again. */
export interface MoneyFigure {
  sign: string
  number: string
  unit: '' | '万'
}

/**
 * From one 万 a figure keeps one decimal of it (DESIGN-LANGUAGE §4); under ¥100 it keeps the fen there are.
 * @param fen whole fen, may be negative
 */
export function moneyFigure(fen: number): MoneyFigure {
  const sign = fen < 0 ? '-¥' : '¥'
  const yuan = Math.abs(fen) / 100
  if (Math.round(yuan) >= 10_000) return { sign, number: String(Math.round(yuan / 1000) / 10), unit: '万' }
  if (yuan < 100) return { sign, number: String(Number(yuan.toFixed(2))), unit: '' }
  return { sign, number: grouped(Math.round(yuan)), unit: '' }
}

/** The same in one word: '¥2,868', '¥1.2万'. */
export function money(fen: number): string {
  const { sign, number, unit } = moneyFigure(fen)
  return sign + number + unit
}
