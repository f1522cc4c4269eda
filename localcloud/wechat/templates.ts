import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isKnownKeyword } from './keywordLimits'

const templateSchema = z.object({
  id: z.string().min(1),
  title: z.string().min(1),
  /** `thing1` → its Chinese name. */
  keywords: z.record(z.string().refine(isKnownKeyword, 'is not a keyword like thing1'), z.string().min(1)),
})

/** A subscription message template of the fake WeChat account. */
export type MessageTemplate = z.infer<typeof templateSchema>

/**
 * Reads the account's templates from a JSON list.
 * @throws Error naming the file and the place in it
 */
export function readTemplates(path: string): Map<string, MessageTemplate> {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`message templates ${path} cannot be read: ${(error as Error).message}`)
  }
  const parsed = z.array(templateSchema).safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`message templates ${path}: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  return new Map(parsed.data.map((template) => [template.id, template]))
}
