import { existsSync, readFileSync } from 'node:fs'
import { IntegrateError } from '../integrateError'

/** Documents of their orders: a JSON array, or a document a line, as WeChat's console exports them. */
export function readSamples(file: string): Record<string, unknown>[] {
  if (!existsSync(file)) throw new IntegrateError(`--samples: ${file} does not exist`)
  const text = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
  const parts = text.startsWith('[')
    ? (parsed(text, file, 1) as unknown[])
    : text.split('\n').map((line, index) => parsed(line, file, index + 1))
  const documents = parts.filter((part) => typeof part === 'object' && part !== null) as Record<string, unknown>[]
  if (documents.length === 0) throw new IntegrateError(`--samples: ${file} holds no documents`)
  return documents
}

function parsed(text: string, file: string, line: number): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch (error) {
    const shape = 'a JSON array, or one document a line as the console exports them'
    throw new IntegrateError(`--samples: ${file}, line ${line}: ${(error as Error).message}; it must be ${shape}`)
  }
}
