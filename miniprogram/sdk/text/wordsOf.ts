/**
 * WeChat gives an Error, an object like one, or one text of which the first lines are the message.
 * @returns as they came: nothing is taken out yet
 */
export function wordsOf(fault: unknown): [message: unknown, stack: unknown] {
  const { message, errMsg, stack } = Object(fault)
  const said = message || errMsg
  const [first, ...rest] = String(said || fault)
    .replace(/^MiniProgramError\n/, '')
    .split('\n')
  return [said || first, stack || rest.join('\n')]
}
