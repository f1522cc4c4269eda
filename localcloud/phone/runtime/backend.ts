import * as glassEasel from 'glass-easel'
import { builtinTemplates, missingTags } from '../builtins/templates'
import { toBrowserLength } from './lengths'

/** Events that the browser itself raises on tags. All others are raised by the built-in tags' definitions. */
const BROWSER_EVENTS =
  /^(touch(start|move|end|cancel)|transition(end|run|start|cancel)|animation(start|iteration|end))$/

type Backend = InstanceType<typeof glassEasel.CurrentWindowBackendContext>

/** The page as glass-easel draws on it: WeChat's tags become wx-* elements, styles of pages are the shell's own work. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  override document = {
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
    createElement: (tag: string) => makeElement(tag),
  } as unknown as Backend['document']

  override appendStyleSheetPath(): number {
    return 0
  }

  override setListenerStats(...args: Parameters<Backend['setListenerStats']>) {
    if (BROWSER_EVENTS.test(args[1])) super.setListenerStats(...args)
  }
}

function makeElement(tag: string): HTMLElement {
  const isWeChatTag = tag in builtinTemplates || missingTags.has(tag) || tag === 'page'
  const element = document.createElement(isWeChatTag ? `wx-${tag}` : tag)
  const set = element.setAttribute.bind(element)
  element.setAttribute = (name: string, value: string) => {
    set(name, name === 'style' ? toBrowserLength(String(value)) : value)
  }
  return element
}
