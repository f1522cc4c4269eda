import { join } from 'node:path'
import { Script } from 'node:vm'
import { isNamed, withShortNames } from '../../tools/build/names/shortNames'
import { joined, takeApart } from '../../tools/build/names/variables'
import { unnamedSdkText } from '../../tools/build/sdkText'
import { searchNames } from '../../tools/names/search'
import { root } from '../../tools/paths'

/** Each way in which a script can have a variable; its value tells whether all still mean what they meant. */
const script = `var f=function g(a,{b,c:[d]=[7]}={b:1}){let e=a;for(let e of[b]){e+=d;var h=e}for(const k in{x:1})h+=k;
try{throw{b:h}}catch({b}){b+=e;h={b,...{e}}}return a>0?g(a-1,{b:2}):[h,(b=>b+e)(5),typeof Math]};function o(o){return o}
let i=1,j;[i,j=3]=[4];({i,...j}={i,z:9});i++;o([f(1),f(0),i,j])`
const outcomeOf = (text: string): unknown => JSON.parse(JSON.stringify(new Script(text).runInThisContext()))

test('a script with other names, as many the same as may be, does the same', () => {
  const apart = takeApart(script)
  const names = apart.names.map(() => '')
  apart.rivals.forEach((rivals, variable) => {
    const taken = [...rivals].map((rival) => names[rival])
    names[variable] = [...'pqrstuvwxyz'].find((name) => !taken.includes(name)) ?? ''
  })
  expect(new Set(names).size).toBeLessThan(new Set(apart.names).size)
  expect(outcomeOf(joined(apart, names))).toEqual(outcomeOf(script))
})

test('the search gives names with which the script does the same and is smaller', () => {
  const long = Array.from({ length: 12 }, (_, n) => `(${script.replace('let i=1', `let i=${n}`).replaceAll('\n', '')})`)
  const text = long.map((one) => `{${one.slice(1, -1)}}`).join('\n')
  const sizes: number[] = []
  const names = searchNames(text, (bytes) => sizes.push(bytes))
  expect(outcomeOf(joined(takeApart(text), names))).toEqual(outcomeOf(text))
  expect(sizes.at(-1)).toBeLessThan(sizes[0] as number)
})

test.each(['core', 'whole'])('names were found for %s as it is now: else run `npm run names`', async (entry) => {
  const text = await unnamedSdkText(join(root, 'miniprogram', 'sdk', `${entry}.ts`))
  expect(isNamed(text)).toBe(true)
})

test('a script that nobody looked for names for stays as it is', () => {
  expect(withShortNames('let a=1')).toBe('let a=1')
})
