import { hashText } from '../../../contract/orderRef'

/**
 * The same fault on two phones: its message without the parts that vary, and which functions of which files it came
 * through, without positions, hosts and WeChat's own frames.
 */
export function fingerprint(message: string, stack: string): string {
  const cause = message.replace(/(["'`]).*?\1/g, '*').replace(/0x[\da-f]+|\d+/gi, '#')
  const text = [cause, ...framesOf(stack).slice(0, 3)].join('\n')
  return hashText(text, 0x811c9dc5) + hashText(text, 0x1b873593)
}

/**
 * `at t.submit (https://usr/app-service.js:1:20)` of Android and DevTools, `submit@app-service.js:1:20` of iOS,
 * `at menu.js? [sm]:5` of DevTools: function, then file.
 */
const frame =
  /^\s*(?:at )?(?:async |new )?(?:([^@(]*?)(?: \[as \w+\])? ?[@(])?([^@()]*?)(?:\? \[sm\])?(?::\d+){1,2}\)?$/

/** @returns `submit app-service.js` for each frame of the app itself, innermost first */
export function framesOf(stack: string): string[] {
  const frames: string[] = []
  for (const line of stack.split('\n')) {
    const [, name = '', file] = frame.exec(line.slice(0, 300)) || []
    if (file && !/WA\w+\.js|native code/.test(file)) {
      frames.push(`${name.replace(/.*\./, '')} ${file.replace(/^(\w+:\/\/[^/]*\/)?(appservice\/)?/, '')}`)
    }
  }
  return frames
}
