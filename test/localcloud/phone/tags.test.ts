import { eventually, type OpenPhone, type PhoneBench, startBench } from './openPhone'

let bench: PhoneBench
let phone: OpenPhone
beforeAll(async () => {
  bench = await startBench()
})
afterAll(() => bench.close())
beforeEach(async () => {
  phone = await bench.open('pages/form/form')
})
afterEach(() => phone.page.close())

const heard = (text: string) => eventually(() => phone.text('heard'), text)

type Step = (phone: OpenPhone) => Promise<unknown>

describe('what a finger does to built-in tags', () => {
  test.each<[string, Step, string]>([
    ['typing into an input', ({ page }) => page.getByPlaceholder('称呼').fill('阿强'), 'input 阿强'],
    [
      'Enter in an input',
      async ({ page }) => {
        await page.getByPlaceholder('称呼').fill('阿强')
        await page.keyboard.press('Enter')
      },
      'confirm 阿强',
    ],
    ['a switch', ({ page }) => page.getByRole('switch', { name: '辣' }).click(), 'change true'],
    [
      'the room that a page gives a switch',
      async ({ page }) => {
        const tag = page.locator('wx-switch').first()
        await tag.evaluate((element) => element.style.setProperty('padding', '10px'))
        await tag.click({ position: { x: 3, y: 3 } })
      },
      'change true',
    ],
    ['a checkbox through its label', ({ page }) => page.getByText('加蛋').click(), 'change ["egg","beef"]'],
    ['a checkbox itself', ({ page }) => page.getByRole('checkbox').nth(1).click(), 'change []'],
    ['a radio', ({ page }) => page.getByText('小碗').click(), 'change "small"'],
    [
      'the other radio',
      async ({ page }) => {
        await page.getByText('小碗').click()
        await page.getByText('大碗').click()
      },
      'change "big"',
    ],
    ['a slider', ({ page }) => page.getByRole('slider').fill('7'), 'change 7'],
    [
      'a picker',
      async ({ page }) => {
        await page.getByText('选座位').click()
        await page.getByRole('option', { name: '里间' }).click()
        await page.getByText('确定').click()
      },
      'change 1',
    ],
    [
      'a time picker',
      async ({ page }) => {
        await page.getByText('选时间').click()
        await page.getByRole('option', { name: '18' }).first().click()
        await page.getByText('确定').click()
      },
      'change "18:30"',
    ],
    ['a scroll-view', ({ page }) => page.locator('[id$="--scroll"]').evaluate((view) => view.scrollTo(0, 300)), '到底'],
    ['the reset button of a form', ({ page }) => page.getByRole('button', { name: '清空' }).click(), 'reset'],
  ])('%s', async (_name, act, expected) => {
    await act(phone)
    await heard(expected)
  })

  test('a form hands over every named control, also what was never touched', async () => {
    await phone.page.getByPlaceholder('称呼').fill('兰姨')
    await phone.page.getByText('大碗').click()
    await phone.page.getByRole('button', { name: '提交' }).click()
    await eventually(async () => JSON.parse((await phone.text('heard')).replace('submit ', '')), {
      who: '兰姨',
      note: '',
      spicy: false,
      extras: ['beef'],
      size: 'big',
      salt: 4,
      seat: 0,
    })
  })

  test('model:value writes back into the data', async () => {
    await phone.page.getByPlaceholder('称呼').fill('小周')
    await eventually(() => phone.text('who'), '小周')
  })

  test('a navigator opens its page', async () => {
    await phone.page.getByText('去详情').click()
    await eventually(() => phone.text('which'), '第 N1 单，页面 2 层')
  })
})

describe('what a page may not do', () => {
  test('rich-text keeps no scripts', async () => {
    expect(await phone.page.locator('wx-rich-text').innerHTML()).toBe('<p style="color:red">红<!--script--></p>')
  })

  test.each<[string, string, Step]>([
    ['a tag', '<map> is not in the phone shell', async () => {}],
    [
      'a wx call',
      'wx.createInnerAudioContext is not in the phone shell',
      ({ page }) =>
        page.evaluate(() => {
          const { wx } = globalThis as unknown as { wx: { createInnerAudioContext(): void } }
          expect_throw(() => wx.createInnerAudioContext())
          function expect_throw(run: () => void) {
            try {
              run()
            } catch {
              return
            }
            throw new Error('it did not throw')
          }
        }),
    ],
    [
      'a call of wx.cloud',
      'wx.cloud.uploadFile is not in the phone shell',
      ({ page }) =>
        page.evaluate(
          () => typeof (globalThis as unknown as { wx: { cloud: { uploadFile: unknown } } }).wx.cloud.uploadFile,
        ),
    ],
  ])('%s that the shell has not is named in the console', async (_what, text, act) => {
    await act(phone)
    await eventually(async () => phone.errors.includes(text), true)
  })

  test('a call that only exists to be wrapped may be looked at, and fails by name when it is made', async () => {
    const before = phone.errors.length
    const failure = await phone.page.evaluate(async () => {
      const { wx } = globalThis as unknown as { wx: { uploadFile(options: object): Promise<unknown> } }
      if (typeof wx.uploadFile !== 'function') return 'missing'
      return wx.uploadFile({ url: '' }).catch((error: unknown) => (error as { errMsg: string }).errMsg)
    })
    expect(failure).toBe('uploadFile:fail not in the phone shell')
    await eventually(async () => phone.errors.slice(before), ['wx.uploadFile is not in the phone shell'])
  })

  test('reading a missing call for a feature test answers undefined', async () => {
    const types = await phone.page.evaluate(() => {
      const { wx } = globalThis as unknown as { wx: Record<string, unknown> & { canIUse(schema: string): boolean } }
      return [
        typeof wx.onBluetoothDeviceFound,
        typeof wx.request,
        wx.canIUse('getUpdateManager'),
        wx.canIUse('openBluetoothAdapter'),
      ]
    })
    expect(types).toEqual(['undefined', 'function', true, false])
  })
})
