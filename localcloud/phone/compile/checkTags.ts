import { builtinTemplates, missingTags } from '../builtins/templates'
import { CompileError, lineAt } from './compileError'
import type { ComponentSource } from './componentGraph'
import { readText } from './files'

const SYNTAX_TAGS = new Set(['block', 'template', 'slot', 'import', 'include', 'wxs'])

/** Tags of a page that nobody defines, or that WeChat has and the phone shell has not: one warning each, with its line. */
export function checkTags(component: ComponentSource): string[] {
  const file = `${component.base}.wxml`
  const text = readText(file).replace(/<!--[\s\S]*?-->|<wxs[\s\S]*?<\/wxs>/g, (part) => part.replace(/[^\n]/g, ' '))
  const known = new Set([
    ...SYNTAX_TAGS,
    ...Object.keys(builtinTemplates),
    ...Object.keys(component.config.usingComponents),
    ...Object.keys(component.config.componentGenerics),
  ])
  const warnings = new Map<string, string>()
  for (const match of text.matchAll(/<([a-z][\w-]*)/gi)) {
    const tag = match[1] ?? ''
    if (known.has(tag) || warnings.has(tag)) continue
    const isPlugins = component.json.usingComponents?.[tag]?.startsWith('plugin://') === true
    const why = isPlugins
      ? `<${tag}> comes from a plugin, which only WeChat can load`
      : missingTags.has(tag)
        ? `<${tag}> is not in the phone shell`
        : `<${tag}> is neither a tag of WeChat nor in usingComponents`
    warnings.set(tag, new CompileError(why, file, lineAt(text, match.index)).message)
  }
  return [...warnings.values()]
}
