import { notInShell } from '../runtime/loud'
import { builtin, elementOf } from './builtin'

/** Stands where a page uses a tag that WeChat has and the shell has not: a red box with its name. */
export const missing = (tag: string) =>
  builtin({
    properties: {},
    lifetimes: {
      created() {
        elementOf(this).textContent = `<${tag}> 手机壳里没有`
        elementOf(this).setAttribute('wx-missing', tag)
        notInShell(`<${tag}>`)
      },
    },
  })
