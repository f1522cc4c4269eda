import { wordOf } from '../../../contract/orderRef'

/**
 * The same fault on two phones: its message without the parts that vary, and which functions of which files it came
 * through, without positions, hosts and WeChat's own frames.
 */
export function fingerprint(message: string, stack: string): string {
  const cause = message.replace(/(["'`]).*?\1/g, '*').replace(/0x[\da-f]+|\d+/gi, '#')
  return wordOf([cause, ...framesOf(stack).slice(0, 3)].join('\n'))
}

/** What differs by phone: words and objects before a name, aliases, hosts, positions. */
const ofThePhone =
  /^\s*(at )?(async |new )?@?| \[as \w+\]|\w+:\/\/[^/]*\/|appservice\/|\? \[sm\]|(:\d+)+\)?$|\S+\.(?=[\w$]+( [[(]|@))/g

/**
 * `at t.submit (https://usr/app-service.js:1:20)` of Android and DevTools, `submit@app-service.js:1:20` of iOS,
 * `at menu.js? [sm]:5` of DevTools.
 * @returns `submit app-service.js` for each frame of the app itself, innermost first
 */
export const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .map((line) =>
      line
        .slice(0, 300)
        .replace(ofThePhone, '')
        .replace(/ ?[@(]/, ' '),
    )
    .filter((line) => /\.js$/.test(line) && !/WA\w+\.js/.test(line))
