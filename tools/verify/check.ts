/** What a check found: nothing, or the words to show a person. */
export type Finding = { ok: true; note?: string } | { ok: false; text: string }

/** One step of `npm run verify`. */
export interface Check {
  name: string
  run(): Finding | Promise<Finding>
}

/** A finding out of problems, one line each. */
export function found(problems: string[], note?: string): Finding {
  if (problems.length > 0) return { ok: false, text: problems.join('\n') }
  return note === undefined ? { ok: true } : { ok: true, note }
}
