import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** A message template of somebody's account. */
export interface AccountTemplate {
  id: string
  title: string
  /** e.g. thing1 → 门店名称, in the template's order */
  keywords: Record<string, string>
}

/** Something in the file that the person can put right; the message says what. */
export class TemplateError extends Error {}

/** As WeChat's getTemplateList answers. */
const wechatSchema = z.object({
  data: z.array(z.object({ priTmplId: z.string().min(1), title: z.string().min(1), content: z.string() })),
})
/** As the local cloud keeps them. */
const plainSchema = z.array(
  z.object({ id: z.string().min(1), title: z.string().min(1), keywords: z.record(z.string(), z.string()) }),
)

const linePattern = /^(.*?)[:：]\s*\{\{(\w+)\.DATA\}\}/gm

/** @throws TemplateError naming the file and what is wrong in it */
export function readAccountTemplates(file: string): AccountTemplate[] {
  if (!existsSync(file)) throw new TemplateError(`${file} does not exist`)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new TemplateError(`${file} is not JSON: ${(error as Error).message}`)
  }
  const asked = wechatSchema.safeParse(json)
  if (asked.success)
    return asked.data.data.map(({ priTmplId, title, content }) => ({
      id: priTmplId,
      title,
      keywords: keywordsIn(content),
    }))
  const plain = plainSchema.safeParse(json)
  if (plain.success) return plain.data
  throw new TemplateError(
    `${file} is neither the answer of getTemplateList ({"data": [{"priTmplId", "title", "content"}]}) nor a list like database/templates.local.json`,
  )
}

const keywordsIn = (content: string): Record<string, string> =>
  Object.fromEntries([...content.matchAll(linePattern)].map(([, name = '', keyword = '']) => [keyword, name.trim()]))
