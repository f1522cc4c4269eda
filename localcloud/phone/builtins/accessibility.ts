import { type Builtin, type BuiltinHost, elementOf } from './builtin'

const ARIA = [
  'label',
  'hidden',
  'disabled',
  'checked',
  'selected',
  'expanded',
  'pressed',
  'describedby',
  'labelledby',
  'controls',
  'live',
  'modal',
  'valuemin',
  'valuemax',
  'valuenow',
]

const camel = (word: string) => `aria${word[0]?.toUpperCase()}${word.slice(1)}`

/** Gives a tag WeChat's `aria-*` attributes: they become those of the element. */
export function withAccessibility(definition: Builtin): Builtin {
  const properties: Builtin['properties'] = { ...definition.properties, ariaRole: String }
  const observers: NonNullable<Builtin['observers']> = { ...definition.observers }
  for (const word of ARIA) {
    properties[camel(word)] = null
    // Tags with a plain control inside hand the attribute on to it themselves.
    observers[camel(word)] ??= function (this: BuiltinHost<unknown>, value: unknown) {
      write(this, `aria-${word}`, value)
    }
  }
  observers.ariaRole = function (this: BuiltinHost<unknown>, role: unknown) {
    write(this, 'role', role)
  }
  return { ...definition, properties, observers }
}

function write(host: BuiltinHost<unknown>, name: string, value: unknown) {
  if (value === null || value === undefined || value === '') elementOf(host).removeAttribute(name)
  else elementOf(host).setAttribute(name, String(value))
}
