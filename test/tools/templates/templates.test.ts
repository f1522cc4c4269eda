import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readAccountTemplates } from '../../../tools/templates/accountTemplate'
import { checkTemplate, preview } from '../../../tools/templates/checkTemplate'
import { suggestKeywords } from '../../../tools/templates/suggestKeywords'

const template = (keywords: Record<string, string>) => ({ id: 't-1', title: '设备异常提醒', keywords })
const shop = { name: '兰姨牛肉面', branch: '文三路店', zone: 'Asia/Shanghai' }

describe('which keyword takes which value', () => {
  test.each([
    [
      'by their names',
      { thing1: '门店名称', thing2: '异常类型', phrase3: '紧急程度', thing4: '异常说明', time5: '发生时间' },
      { store: 'thing1', title: 'thing2', severity: 'phrase3', sentence: 'thing4', time: 'time5' },
    ],
    [
      'in any order',
      { date9: '报警日期', thing7: '备注', thing3: '报警内容' },
      { time: 'date9', title: 'thing3', sentence: 'thing7' },
    ],
    ['by kind, where no name tells', { thing1: '温馨', thing2: '客户' }, { title: 'thing1', sentence: 'thing2' }],
    ['never a kind that cannot hold it', { amount1: '异常金额', number2: '问题数量' }, {}],
  ])('%s', (_, keywords: Record<string, string>, chosen) => {
    expect(suggestKeywords(template(keywords))).toEqual(chosen)
  })

  test('no keyword is given twice, whatever the template', () => {
    const keyword = fc
      .tuple(fc.constantFrom('thing', 'phrase', 'time', 'number', 'name', 'amount'), fc.nat(9))
      .map(([kind, n]) => kind + n)
    fc.assert(
      fc.property(fc.dictionary(keyword, fc.string()), (keywords) => {
        const given = Object.values(suggestKeywords(template(keywords)))
        expect(new Set(given).size).toBe(given.length)
        for (const each of given) expect(keywords).toHaveProperty(each)
      }),
    )
  })
})

describe('whether a template will do', () => {
  const verdict = (keywords: Record<string, string>, chosen = suggestKeywords(template(keywords))) =>
    checkTemplate(template(keywords), chosen)

  test.each([
    [
      'five keywords say all',
      { thing1: '门店', thing2: '异常', phrase3: '程度', thing4: '说明', time5: '时间' },
      'ok',
      /门店 \(thing\)/,
    ],
    [
      'with three it is said what is left out',
      { thing2: '异常', thing4: '说明', time5: '时间' },
      'warning',
      /it cannot say: store, severity/,
    ],
    [
      'a keyword that would stay empty is refused by WeChat',
      { thing2: '异常', amount3: '金额', time5: '时间' },
      'error',
      /nothing of ours goes into 金额 \(amount3\)/,
    ],
    ['without words it says nothing', { time5: '时间' }, 'error', /no keyword can say what is wrong/],
  ])('%s', (_, keywords: Record<string, string>, state, text) => {
    expect(verdict(keywords)).toMatchObject({ state, text: expect.stringMatching(text) })
  })

  test('a choice that names a keyword it has not is an error', () => {
    expect(verdict({ thing2: '异常' }, { title: 'thing9' })).toMatchObject({
      state: 'error',
      text: 'it has no keyword thing9',
    })
  })

  test('the preview is what staff read, within WeChat’s limits', () => {
    const keywords = { thing1: '门店', thing2: '异常', phrase3: '程度', thing4: '说明', time5: '时间' }
    const read = preview(template(keywords), suggestKeywords(template(keywords)), shop)
    expect(read.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      '门店: 兰姨牛肉面 文三路店',
      '异常: 付款失败变多',
      '程度: 严重',
      '说明: 12:04 起 7 位顾客付款没成功，…',
      '时间: 2026-11-25 12:10',
    ])
  })
})

describe('the file of an account’s templates', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kandian-templates-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const file = (text: string) => {
    writeFileSync(join(folder, 'list.json'), text)
    return join(folder, 'list.json')
  }

  test('may be what WeChat answered', () => {
    const answer = {
      errCode: 0,
      data: [
        {
          priTmplId: 'abc',
          title: '异常提醒',
          content: '门店:{{thing1.DATA}}\n时间：{{time5.DATA}}\n',
          example: '',
          type: 2,
        },
      ],
    }
    expect(readAccountTemplates(file(JSON.stringify(answer)))).toEqual([
      { id: 'abc', title: '异常提醒', keywords: { thing1: '门店', time5: '时间' } },
    ])
  })

  test.each([
    ['{', /is not JSON/],
    ['{"data":[{"title":"x"}]}', /is neither the answer of getTemplateList/],
  ])('%s is refused by name', (text, message) => {
    expect(() => readAccountTemplates(file(text))).toThrow(message)
    expect(() => readAccountTemplates(join(folder, 'gone.json'))).toThrow(/gone\.json does not exist/)
  })
})
