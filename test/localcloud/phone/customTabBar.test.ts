import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BASIC, eventually, type PhoneBench, startBench } from './openPhone'

const FILES = {
  'index.json': '{ "component": true }',
  'index.wxml':
    '<view class="bar"><view wx:for="{{list}}" wx:key="text" data-path="{{item.path}}" bindtap="onTap">{{item.text}}{{index === chosen ? "（在这）" : ""}}</view></view>',
  'index.wxss': '.bar { position: fixed; left: 0; right: 0; bottom: 0; height: 100rpx; background: #ffffff; }',
  'index.ts': `Component({
    data: { chosen: 0, list: [{ text: '铺面', path: '/pages/home/home' }, { text: '自己', path: '/pages/mine/mine' }] },
    methods: { onTap(event: { currentTarget: { dataset: { path: string } } }) { wx.switchTab({ url: event.currentTarget.dataset.path }) } },
  })`,
}

let folder: string
let bench: PhoneBench
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-tabs-'))
  fs.cpSync(BASIC, folder, { recursive: true })
  fs.mkdirSync(path.join(folder, 'custom-tab-bar'))
  for (const [name, text] of Object.entries(FILES)) fs.writeFileSync(path.join(folder, 'custom-tab-bar', name), text)
  const file = path.join(folder, 'app.json')
  const app = JSON.parse(fs.readFileSync(file, 'utf8'))
  fs.writeFileSync(file, JSON.stringify({ ...app, tabBar: { ...app.tabBar, custom: true } }))
  bench = await startBench({}, folder)
})
afterAll(async () => {
  await bench.close()
  fs.rmSync(folder, { recursive: true })
})

test('a custom tab bar is drawn on tab pages, switches them, and is reached by getTabBar', async () => {
  const { page } = await bench.open()
  const front = page.locator('.page-layer:not([hidden])')
  await front.getByText('自己').click()
  await eventually(() => front.getAttribute('data-route'), 'pages/mine/mine')
  await page.evaluate(`getCurrentPages().at(-1).getTabBar().setData({ chosen: 1 })`)
  await front.getByText('自己（在这）').waitFor()
  await front.getByText('铺面').click()
  await eventually(() => front.getAttribute('data-route'), 'pages/home/home')
  expect(await front.getByText('铺面（在这）').isVisible()).toBe(true)
  expect(await page.locator('.tab-bar').count()).toBe(0)
})
