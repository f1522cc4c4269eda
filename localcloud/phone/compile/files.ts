import fs from 'node:fs'
import { type TransformFailure, transformSync } from 'esbuild'
import { CompileError, lineAt } from './compileError'

export const isFile = (file: string) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false

export const readText = (file: string) => fs.readFileSync(file, 'utf8')

/** Reads a JSON file of the mini-program. @throws CompileError naming file and line */
export function readJson<T>(file: string): T {
  const text = readText(file)
  try {
    return JSON.parse(text) as T
  } catch (error) {
    throw new CompileError(`not valid JSON: ${(error as Error).message}`, file, lineOfJsonError(text))
  }
}

/** JSON.parse does not always say where; esbuild's reader does. */
function lineOfJsonError(text: string): number {
  try {
    transformSync(text, { loader: 'json', logLevel: 'silent' })
    return 1
  } catch (error) {
    return (error as TransformFailure).errors[0]?.location?.line ?? 1
  }
}

/** The script of a page, component or app: TypeScript first, as DevTools' TypeScript plugin does. */
export const scriptOf = (base: string) => [`${base}.ts`, `${base}.js`].find(isFile)

/** 1-based line of the first place where `needle` stands in a file. */
export function lineOf(file: string, needle: string): number {
  const text = readText(file)
  const at = text.indexOf(needle)
  return at < 0 ? 1 : lineAt(text, at)
}
