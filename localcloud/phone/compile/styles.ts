import path from 'node:path'
import postcss from 'postcss'
import { builtinTemplates, missingTags } from '../builtins/templates'
import { toBrowserLength } from '../runtime/lengths'
import { CompileError } from './compileError'
import { isFile, readText } from './files'
import type { Packages } from './packages'

/** WXSS → CSS: imports put in, rpx and vh made lengths of the phone, tags and classes scoped. */
export function compileStyle(file: string, styleScope: string, packages: Packages): string {
  if (!isFile(file)) return ''
  const sheet = withImports(file, packages, new Set())
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as postcss.AtRule).name)) return
    rule.selector = scopeSelector(rule.selector, styleScope)
  })
  sheet.walkDecls((declaration) => {
    declaration.value = toBrowserLength(declaration.value)
  })
  sheet.walkAtRules((rule) => {
    rule.params = toBrowserLength(rule.params)
  })
  return sheet.toString()
}

function withImports(file: string, packages: Packages, seen: Set<string>): postcss.Root {
  if (seen.has(file)) return postcss.root()
  seen.add(file)
  const sheet = parse(file)
  sheet.walkAtRules('import', (rule) => {
    const specifier = rule.params.replace(/^\s*(?:url\()?['"]?|['"]?\)?\s*;?\s*$/g, '')
    const imported = [
      specifier.startsWith('/') ? packages.locate(specifier.slice(1)) : path.join(path.dirname(file), specifier),
      specifier.startsWith('.') ? null : packages.resolve(specifier, path.dirname(file)),
    ].find((one) => one !== null && isFile(one))
    if (!imported) throw new CompileError(`@import "${specifier}" not found`, file, rule.source?.start?.line ?? 1)
    rule.replaceWith(withImports(imported, packages, seen).nodes)
  })
  return sheet
}

function parse(file: string): postcss.Root {
  try {
    return postcss.parse(readText(file), { from: file })
  } catch (error) {
    if (error instanceof postcss.CssSyntaxError) throw new CompileError(error.reason, file, error.line ?? 1)
    throw error
  }
}

/** `page` and built-in tags become the elements that the shell makes; classes get the component's prefix. */
export function scopeSelector(selector: string, styleScope: string): string {
  const withTags = selector.replace(/(^|[\s,>+~(])([a-z][a-z-]*)(?![\w(-])/g, (all, before: string, tag: string) =>
    tag === 'page' || tag in builtinTemplates || missingTags.has(tag) ? `${before}wx-${tag}` : all,
  )
  const host = `[wx-host="${styleScope}"]`
  const withHost = withTags.replace(/:host\(([^)]*)\)/g, `${host}$1`).replace(/:host\b/g, host)
  const withIds = withHost.replace(/#([_a-zA-Z][\w-]*)/g, '[id$="--$1"]')
  return styleScope ? withIds.replace(/\.(-?[_a-zA-Z][\w-]*)/g, `.${styleScope}--$1`) : withIds
}
