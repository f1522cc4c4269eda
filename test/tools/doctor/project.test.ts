import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildAll } from '../../../tools/build/build'
import { examineProject } from '../../../tools/doctor/examineProject'
import { checkedOut, integrate } from '../integrate/apps'

let folder: string
beforeAll(async () => {
  await buildAll(undefined, ['functions', 'sdk', 'phone'])
  folder = checkedOut('tabbed')
})
afterAll(() => rmSync(dirname(folder), { recursive: true, force: true }))
const symptom = (name: string) => examineProject(folder).find((each) => each.name === name)

test('a project is looked at before and after we are in it, and when something of ours is gone', () => {
  expect(symptom('integration')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('npm run integrate'),
  })
  integrate(folder)
  expect(examineProject(folder).filter(({ state }) => state !== 'ok')).toEqual([])
  expect(symptom('permissions')).toMatchObject({ text: expect.stringContaining('aggregate') })
  rmSync(join(folder, 'miniprogram/kandian/start.js'))
  expect(symptom('integration')).toMatchObject({ state: 'error', text: 'miniprogram/kandian/start.js is missing' })
  writeFileSync(join(folder, 'miniprogram/photo.png'), Buffer.alloc(2_100_000))
  expect(symptom('package sizes')).toMatchObject({ state: 'error', remedy: expect.stringContaining('subpackage') })
  writeFileSync(join(folder, 'project.config.json'), '{}')
  expect(examineProject(folder)).toMatchObject([
    { name: 'project', state: 'error', text: expect.stringContaining('appid') },
  ])
})
