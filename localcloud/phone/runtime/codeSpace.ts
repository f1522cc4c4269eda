import * as glassEasel from 'glass-easel'
import { type AssociatedBackend, type CodeSpace, MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { builtins } from '../builtins'
import { withAccessibility } from '../builtins/accessibility'
import { missing } from '../builtins/missing'
import { missingTags } from '../builtins/templates'
import { afterLayout } from './afterLayout'
import type { PhoneBackend } from './backend'
import { notInShell } from './loud'
import type { Define, Program } from './program'

type Definition = Record<string, unknown> & { behaviors?: unknown[] }
type Registrar = (definition?: Definition) => unknown

/** The mini-program's components, defined and ready to be put on a page. */
export interface Components {
  define: Define
  createPage(url: string): ReturnType<AssociatedBackend['createRoot']>
}

/** @param backend where pages are drawn */
export function createComponents(program: Program, backend: PhoneBackend): Components {
  glassEasel.globalOptions.writeIdToDOM = true
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  const associated = env.associateBackend(backend as never)
  const templates = program.templates()
  const addTemplate = (id: string) => {
    const content = templates[id]
    if (content) space.addCompiledTemplate(id, { groupList: templates, content } as never)
  }
  fireReady(space)
  const wechatBehaviors = formBehaviors(space)
  const withBehaviors = (definition?: Definition) => {
    if (!definition?.behaviors) return definition
    return {
      ...definition,
      behaviors: definition.behaviors
        .map((one) => (typeof one === 'string' ? wechatBehaviors(one) : one))
        .filter(Boolean),
    }
  }

  for (const [tag, definition] of Object.entries(builtins)) defineBuiltin(space, tag, definition, addTemplate)
  for (const tag of missingTags) defineBuiltin(space, tag, missing(tag), addTemplate)

  const scope = globalThis as unknown as Record<string, Registrar>
  scope.Behavior = (definition) =>
    space
      .behavior()
      .definition(withBehaviors(definition) as never)
      .register()
  // One Page and one Component for all files, as WeChat has them: what an SDK puts in their place stays there.
  let registrars: { Page: Registrar; Component: Registrar } | undefined
  for (const name of ['Page', 'Component'] as const)
    scope[name] = (definition) => registrars?.[name](withBehaviors(definition))
  const define: Define = (id, config, styleScope, load) => {
    space.addComponentStaticConfig(id, config as never)
    addTemplate(id)
    space.addStyleSheet(id, id, styleScope || undefined)
    space.componentEnv(id, ({ Page, Component }) => {
      registrars = { Page: Page as Registrar, Component: Component as Registrar }
      load()
    })
  }
  return { define, createPage: (url) => associated.createRoot('page', space, url) }
}

function defineBuiltin(
  space: CodeSpace,
  tag: string,
  definition: (typeof builtins)[string],
  addTemplate: (id: string) => void,
) {
  const id = `builtin/${tag}`
  space.addComponentStaticConfig(id, { component: true, styleIsolation: 'shared' } as never)
  addTemplate(id)
  const registered = space
    .component(id)
    .definition(withAccessibility(definition) as never)
    .register()
  space.getComponentSpace().setGlobalUsingComponent(tag, (registered as unknown as { _$: never })._$)
}

/** glass-easel leaves `ready` to its host: after the first layout. */
function fireReady(space: CodeSpace) {
  const behavior = space.getComponentSpace().defineBehavior({
    lifetimes: {
      attached(this: { _$?: glassEasel.GeneralComponent }) {
        const component = this._$ ?? (this as unknown as glassEasel.GeneralComponent)
        afterLayout(() => component.triggerLifetime('ready', []))
      },
    },
  } as never)
  space.setOverallBehavior(behavior as never)
}

/** WeChat's own behaviors, which a component names by string. */
function formBehaviors(space: CodeSpace): (name: string) => unknown {
  const make = (definition: object) =>
    space
      .behavior()
      .definition(definition as never)
      .register()
  const known: Record<string, unknown> = {
    'wx://form-field': make({ properties: { name: String, value: null } }),
    'wx://form-field-group': make({}),
    'wx://form-field-button': make({ properties: { formType: String } }),
    'wx://component-export': make({}),
  }
  return (name) => {
    if (!(name in known)) notInShell(`behavior "${name}"`)
    return known[name]
  }
}
