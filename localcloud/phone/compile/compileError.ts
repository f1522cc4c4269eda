import path from 'node:path'

/** What is wrong with the mini-program, and where: `file:line: message`. */
export class CompileError extends Error {
  constructor(
    message: string,
    readonly file: string,
    readonly line: number,
  ) {
    super(`${path.relative(process.cwd(), file) || file}:${line}: ${message}`)
    this.name = 'CompileError'
  }
}

/** 1-based line of an offset in a text. */
export const lineAt = (text: string, offset: number) => text.slice(0, Math.max(0, offset)).split('\n').length
