import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudForTest, type TestCloud } from '../cloudForTest'

const GOOD: Record<string, string> = {
  thing1: '老王面馆',
  phrase2: '严重',
  character_string3: 'A-1',
  number4: '12',
  letter5: 'AB',
  symbol6: '★',
  name7: '王小明',
  amount8: '¥12.50',
  phone_number9: '13800000000',
  car_number10: '粤A12345',
  time11: '15:01',
  date12: '2026年1月5日',
}

describe('a template with every type of keyword', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-templates-'))
  let cloud: TestCloud
  beforeAll(async () => {
    const path = join(folder, 'templates.json')
    const keywords = Object.fromEntries(Object.keys(GOOD).map((key) => [key, key]))
    writeFileSync(path, JSON.stringify([{ id: 'every', title: '全部', keywords }]))
    cloud = await cloudForTest({ templates: path })
    await cloud.subscribe('o-a', 'every', 'accept')
  })
  afterAll(async () => {
    await cloud.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const send = async (values: Record<string, string>) => {
    const data = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]))
    const message = { touser: 'o-a', templateId: 'every', page: 'pages/index', data }
    return (await cloud.call('o-shop', 'sender', { message })).result as { errCode: number; errMsg?: string }
  }

  test.each([
    ['thing1', '长'.repeat(21)],
    ['phrase2', '非常非常严重'],
    ['character_string3', '订单'],
    ['number4', '十二'],
    ['letter5', 'A1'],
    ['symbol6', '★★★★★★'],
    ['name7', '一二三四五六七八九十一'],
    ['amount8', '¥¥1'],
    ['phone_number9', '1'.repeat(18)],
    ['car_number10', '粤A12345678'],
    ['time11', '25:00'],
    ['date12', '明天'],
  ])('refuses a wrong %s with 47003 by its name', async (key, value) => {
    const reply = await send({ ...GOOD, [key]: value })
    expect(reply.errCode).toBe(47003)
    expect(reply.errMsg).toContain(`data.${key}.value`)
  })

  test('and delivers when all are right', async () => {
    expect((await send(GOOD)).errCode).toBe(0)
  })
})
