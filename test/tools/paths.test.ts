import { root, shown } from '../../tools/paths'

test.each([
  ['inside the project, from its root', `${root}/dist/sdk`, 'dist/sdk'],
  ['elsewhere, whole', '/srv/shop', '/srv/shop'],
  ['a neighbour with the same beginning, whole', `${root}-data`, `${root}-data`],
])('a path is shown %s', (_where, path, text) => {
  expect(shown(path)).toBe(text)
})
