/**
 * A text of a phone as it can be shown: without control characters, and without half of a surrogate pair where the phone
 * cut it. Newlines stay: stacks need them.
 */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\0-\t\v-\x1f\x7f]/g, ' ').replace(/[\ud800-\udbff]$/, '')
