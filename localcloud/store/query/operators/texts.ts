import { type Expression, type Expressions, valuesOf } from './expression'

/** The two ways in which MongoDB measures a text. */
const UNITS = {
  $indexOfBytes: (text: string) => [...Buffer.from(text)],
  $indexOfCP: (text: string) => [...text],
}

function indexOf(name: keyof typeof UNITS): Expression {
  return (document, operand, options) => {
    const [text, sought, from = 0, to] = valuesOf(name, [2, 4], document, operand, options)
    if (text === undefined || text === null) return null
    if (typeof text !== 'string' || typeof sought !== 'string') throw new Error(`${name} seeks a text in a text`)
    const [units, wanted] = [UNITS[name](text), UNITS[name](sought)]
    const end = Math.min(units.length, (to as number | undefined) ?? units.length)
    for (let at = from as number; at + wanted.length <= end; at++) {
      if (wanted.every((unit, i) => units[at + i] === unit)) return at
    }
    return -1
  }
}

export const texts: Expressions = { $indexOfBytes: indexOf('$indexOfBytes'), $indexOfCP: indexOf('$indexOfCP') }
