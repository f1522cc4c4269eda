/** The same fault on two phones: its message without the parts that vary, and where it came from without positions. */
export function fingerprint(message: string, stack: string): string {
  const cause = message.replace(/(["'`]).*?\1/g, '*').replace(/0x[\da-f]+|\d+/gi, '#')
  const frames = stack
    .split('\n')
    .filter((line) => /^\s*at |@/.test(line))
    .slice(0, 3)
    .map((line) => line.trim().replace(/(:\d+)+/g, ''))
  const text = [cause, ...frames].join('\n')
  return hash(text, 0x811c9dc5) + hash(text, 0x1b873593)
}

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string, seed: number): string {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return (h >>> 0).toString(36).padStart(7, '0')
}
