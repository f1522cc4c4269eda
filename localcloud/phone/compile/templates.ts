import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { builtinTemplates } from '../builtins/templates'
import { checkTags } from './checkTags'
import { CompileError } from './compileError'
import type { ComponentSource } from './componentGraph'
import { isFile, lineOf, readText } from './files'
import type { Packages } from './packages'
import { wxsRequires, wxsToScript } from './wxs'

interface TemplateRemark {
  path: string
  startLine: number
  startColumn: number
  message: string
  isError: boolean
}

/** glass-easel only warns of these; WeChat's own compiler refuses them. */
const REFUSED_BY_WECHAT = /missing end tag/

export interface CompiledTemplates {
  /** JavaScript expression: an object of template generators by id */
  script: string
  warnings: string[]
}

/** Compiles all WXML and WXS, following import, include, wxs src and require. @throws CompileError with file:line */
export function compileTemplates(components: Iterable<ComponentSource>, packages: Packages): CompiledTemplates {
  const group = new TmplGroup()
  const warnings: string[] = []
  const templatesDone = new Set<string>()
  const scriptsDone = new Set<string>()

  const addTemplate = (id: string, usedIn: string) => {
    if (templatesDone.has(id)) return
    templatesDone.add(id)
    const file = `${packages.locate(id)}.wxml`
    if (!isFile(file))
      throw new CompileError(`template "${id}.wxml" not found`, usedIn, lineOf(usedIn, path.basename(id)))
    for (const remark of group.addTmpl(id, readText(file)) as TemplateRemark[]) {
      if (remark.isError || REFUSED_BY_WECHAT.test(remark.message))
        throw new CompileError(remark.message, file, remark.startLine + 1)
      if (!id.startsWith('npm/')) warnings.push(new CompileError(remark.message, file, remark.startLine + 1).message)
    }
    for (const name of group.getInlineScriptModuleNames(id) as string[]) {
      const code = group.getInlineScript(id, name)
      group.setInlineScript(id, name, wxsToScript(code))
      for (const needed of wxsRequires(code)) addScript(path.posix.join(path.posix.dirname(id), needed), file)
    }
    for (const needed of group.getDirectDependencies(id) as string[]) addTemplate(needed, file)
    for (const needed of group.getScriptDependencies(id) as string[]) addScript(needed, file)
  }

  const addScript = (id: string, usedIn: string) => {
    if (scriptsDone.has(id)) return
    scriptsDone.add(id)
    const file = `${packages.locate(id)}.wxs`
    if (!isFile(file))
      throw new CompileError(`WXS module "${id}.wxs" not found`, usedIn, lineOf(usedIn, path.basename(id)))
    const code = readText(file)
    group.addScript(id, wxsToScript(code))
    for (const needed of wxsRequires(code)) addScript(path.posix.join(path.posix.dirname(id), needed), file)
  }

  for (const component of components) {
    addTemplate(component.id, `${component.base}.wxml`)
    if (!component.id.startsWith('npm/')) warnings.push(...checkTags(component))
  }
  for (const [tag, template] of Object.entries(builtinTemplates)) group.addTmpl(`builtin/${tag}`, template)
  const script = group.getTmplGenObjectGroups()
  group.free()
  return { script, warnings }
}
