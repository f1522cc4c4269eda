import { resolve } from 'node:path'
import { firstMoment } from '../../../tools/start/firstMoment'
import { parseStartOptions } from '../../../tools/start/options'

const parse = (...words: string[]) => parseStartOptions(words, {})

describe('what a person types after npm start --', () => {
  test('nothing: everything is there, time runs', () => {
    expect(parse()).toMatchObject({ open: true, crowd: true, history: true, speed: 1, seed: 1, functions: [] })
    expect(parse()).toMatchObject({ port: undefined, token: undefined, frozenAt: undefined })
  })

  test('all of it', () => {
    const words = ['--port', '4000', '--token=abcdefgh', '--data', 'here', '--no-open', '--no-crowd', '--no-history']
    const more = [
      '--now',
      '2026-11-18T11:50:00+08:00',
      '--speed',
      '12.5',
      '--seed=7',
      '--functions',
      'a',
      '--functions',
      'b',
    ]
    expect(parse(...words, ...more)).toEqual({
      port: 4000,
      token: 'abcdefgh',
      folder: resolve('here'),
      open: false,
      crowd: false,
      history: false,
      frozenAt: Date.UTC(2026, 10, 18, 3, 50),
      speed: 12.5,
      seed: 7,
      functions: [resolve('a'), resolve('b')],
      app: undefined,
      templates: undefined,
    })
  })

  test('another project: its data lies apart from the shop’s', () => {
    expect(parse('--app', 'shops/noodles', '--templates', 'templates.json')).toMatchObject({
      app: resolve('shops/noodles'),
      templates: resolve('templates.json'),
      folder: expect.stringMatching(/[\\/]\.kandian[\\/]apps[\\/]noodles$/),
    })
    expect(parse('--app', 'shops/noodles', '--data', 'here').folder).toBe(resolve('here'))
    expect(parse().folder).toMatch(/[\\/]\.kandian$/)
  })

  test('a machine of its own opens no browser', () => {
    expect(parseStartOptions([], { CI: 'true' }).open).toBe(false)
  })

  const wrong: [string[], string][] = [
    [['--prot', '4000'], 'there is no option --prot'],
    [['--port'], '--port needs a value'],
    [['--port', '--no-open'], '--port needs a value'],
    [['--port', '70000'], '--port needs a number from 0 to 65535'],
    [['--port', '40.5'], '--port needs a whole number'],
    [['--port', 'web'], '--port needs a number'],
    [['--now', 'noon'], '--now needs an ISO time'],
    [['--speed', '0'], '--speed needs a number'],
    [['--token', 'two words'], '--token needs 1 to 128'],
    [['--seed', '-1'], '--seed needs a number'],
  ]
  test.each(wrong)('%j is refused by name', (words, message) => {
    expect(() => parse(...words)).toThrow(message)
  })
})

test.each([
  ['midnight', '2026-11-18T00:10:00+08:00'],
  ['noon', '2026-11-18T12:10:00+08:00'],
  ['just before midnight', '2026-11-18T23:59:00+08:00'],
])('who starts at %s sees the shop at ten to noon of that day', (_, time) => {
  expect(firstMoment(Date.parse(time))).toBe(Date.parse('2026-11-18T11:50:00+08:00'))
})
