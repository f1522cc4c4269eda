import type { SettingsDocument } from '../../../core/documents/settings'
import type { StoreDocument } from '../../../core/documents/store'
import { collections } from '../../../database/collections'
import { firstSettings, firstStore, localTemplates } from '../../../database/seed/firstDocuments'
import { type EnvironmentChart, examineEnvironment } from '../../../tools/doctor/examineEnvironment'

const now = Date.parse('2026-11-25T12:00:00+08:00')
const minute = 60_000
const settings = {
  ...firstSettings({ salt: 's', claimHash: 'h' }, localTemplates),
  claimHash: null,
  plan: { pointsPerMonth: 40_000, monitorShare: 0.2 },
} as SettingsDocument
const store: StoreDocument = { ...firstStore(0), firstSeenAt: 5 }

const well: EnvironmentChart = {
  seen: {
    collections: new Map(
      collections.map(({ name, permission, indexes }) => [
        name,
        { permission, indexes: indexes.map((index) => index.name) },
      ]),
    ),
    functions: new Set(['aggregate', 'collect']),
    deployed: { _id: 'deployed', version: '0.2.0', schema: 2, done: {} },
    hasSettings: true,
    hasStore: true,
    settingsAreEmpty: false,
  },
  subject: { collections },
  functions: [{ name: 'aggregate' }, { name: 'collect' }],
  settings,
  stores: [store],
  beats: new Map([
    ['run:aggregate', { at: now - minute, through: now + minute }],
    ['run:watchdog', { at: now - 20 * minute, through: now }],
  ]),
  schema: 2,
  nowMs: now,
}
const beat = (aggregateAt: number, through = aggregateAt) =>
  new Map([
    ['run:aggregate', { at: aggregateAt, through }],
    ['run:watchdog', { at: now, through: now }],
  ])

test('an environment in which all is well has no remedy', () => {
  expect(examineEnvironment(well).filter(({ state }) => state !== 'ok')).toEqual([])
})

test.each<[string, Partial<EnvironmentChart>, string, 'warning' | 'error', RegExp]>([
  [
    'a collection is missing',
    { seen: { ...well.seen, collections: new Map([...well.seen.collections].filter(([name]) => name !== 'minutes')) } },
    'collections',
    'error',
    /missing: minutes/,
  ],
  [
    'a collection that phones may reach',
    {
      seen: {
        ...well.seen,
        collections: new Map([...well.seen.collections, ['staff', { permission: 'READONLY', indexes: ['openid'] }]]),
      },
    },
    'collections',
    'error',
    /phones may reach: staff/,
  ],
  [
    'an index is missing',
    {
      seen: {
        ...well.seen,
        collections: new Map([...well.seen.collections, ['staff', { permission: 'ADMINONLY', indexes: [] }]]),
      },
    },
    'indexes',
    'error',
    /staff\.openid/,
  ],
  [
    'a function is missing',
    { seen: { ...well.seen, functions: new Set(['collect']) } },
    'functions',
    'error',
    /missing: aggregate/,
  ],
  ['no settings', { settings: null }, 'settings', 'error', /no function works/],
  [
    'documents of an older version',
    { seen: { ...well.seen, deployed: null } },
    'settings',
    'warning',
    /schema 1, this version writes 2/,
  ],
  ['nobody has claimed it', { settings: { ...settings, claimHash: 'h' } }, 'settings', 'warning', /nobody has claimed/],
  ['the timer has never run', { beats: new Map() }, 'timer of aggregate', 'error', /never run/],
  [
    'the timer stands still',
    { beats: beat(now - 40 * minute) },
    'timer of aggregate',
    'error',
    /last ran 40 minutes ago/,
  ],
  [
    'the watchdog stands still',
    { beats: new Map([['run:watchdog', { at: now - 300 * minute, through: 0 }]]) },
    'timer of watchdog',
    'warning',
    /last ran 5 hours ago/,
  ],
  ['this machine’s clock is slow', { beats: beat(now + 30 * minute) }, 'clock', 'warning', /30 minutes ahead/],
  [
    'no phone was heard',
    { stores: [{ ...store, firstSeenAt: null }] },
    'phones',
    'warning',
    /nothing heard yet of: wensan/,
  ],
  [
    'the plan runs out',
    {
      settings: {
        ...settings,
        saving: { at: now, level: 2, since: now, usedPoints: 7000, forecastPoints: 9000, daysLeft: 3.5 },
      },
    },
    'quota',
    'warning',
    /7000 points used, 3 days left; saving at level 2/,
  ],
  [
    'no template',
    { settings: { ...settings, templates: { critical: null, normal: null, digest: null } } },
    'message templates',
    'error',
    /nobody can be told/,
  ],
  [
    'one template is missing',
    { settings: { ...settings, templates: { ...settings.templates, digest: null } } },
    'message templates',
    'warning',
    /none for digest/,
  ],
])('%s', (_, change, name, state, text) => {
  const symptom = examineEnvironment({ ...well, ...change }).find((each) => each.name === name)
  expect(symptom).toMatchObject({ state, text: expect.stringMatching(text), remedy: expect.stringMatching(/\w/) })
})

test('a shop that is closed at night is not said to stand still: its run said when it comes back', () => {
  const symptoms = examineEnvironment({ ...well, beats: beat(now - 40 * minute, now + 5 * minute) })
  expect(symptoms.find(({ name }) => name === 'timer of aggregate')).toMatchObject({ state: 'ok' })
})
