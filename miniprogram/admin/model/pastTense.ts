/** What was true at `clock`: '一切正常，比上周三忙' → '12:02 时一切正常'. A comparison with now-or-then is dropped. */
export function pastVerdict(title: string, clock: string): string {
  const [first = ''] = title.split(/[，,\n]/)
  return `${clock} 时${joined(first)}`
}

/** A light's sentence keeps all its words. */
export const pastSentence = (sentence: string, clock: string): string =>
  `${clock} 时${joined(sentence.replace(/^今天/, ''))}`

/** Chinese and a digit or letter stand a space apart. */
const joined = (text: string): string => (/^[0-9A-Za-z]/.test(text) ? ` ${text}` : text)
