/**
 * What is wrong with the words after a command; undefined: nothing. The usage is the one list of what there is.
 * @param {{ usage: string }} command @param {string[]} words @returns {string | undefined}
 */
export function wordProblem({ usage }, words) {
  const [, taken] = usage.split(' -- ')
  const flags = new Set(taken?.match(/--\w[\w-]*/g))
  for (const word of words) {
    if (taken === undefined) return `"${word}" is not known; it takes no words: ${usage}`
    const flag = word.split('=', 1)[0]
    if (word.startsWith('-') && !flags.has(flag)) return `"${flag}" is not known; usage: ${usage}`
  }
  return undefined
}

/** @param {readonly string[]} words */
export const asksForHelp = (words) => words.some((word) => word === '--help' || word === '-h')
