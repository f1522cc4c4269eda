const told = new Set<string>()

/** Says once, by name, what WeChat has and this shell has not. */
export function notInShell(what: string) {
  if (told.has(what)) return
  told.add(what)
  console.error(`${what} is not in the phone shell`)
}
