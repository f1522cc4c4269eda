import type { SettingsDocument } from '../../core/documents/settings'
import type { StoreDocument } from '../../core/documents/store'
import { runHeartbeat } from '../../core/rollup/heartbeatIds'
import type { Seen } from '../deploy/environment'
import type { DeployedFunction } from '../deploy/functions'
import type { Subject } from '../deploy/subject'
import type { Symptom } from './symptom'

/** What the doctor looks at in a cloud environment. */
export interface EnvironmentChart {
  seen: Seen
  subject: Pick<Subject, 'collections'>
  functions: readonly Pick<DeployedFunction, 'name'>[]
  settings: SettingsDocument | null
  stores: readonly StoreDocument[]
  /** cursors of the timed work by name (heartbeats), epoch ms */
  beats: ReadonlyMap<string, { at: number; through: number }>
  schema: number
  nowMs: number
}

const deployRemedy = 'npm run deploy -- --env ENV puts it right'
const minuteMs = 60_000
/** A run says until when it may be silent; this much later it is late. */
const lateMs = 5 * minuteMs
const watchdogLateMs = 45 * minuteMs

/** One look at everything that has to be there and to run. Pure. */
export function examineEnvironment(chart: EnvironmentChart): Symptom[] {
  return [collections, indexes, functions, secrets, clock, timers, watchdog, heard, quota, templates].map((look) =>
    look(chart),
  )
}

function collections({ seen, subject }: EnvironmentChart): Symptom {
  const name = 'collections'
  const missing = subject.collections.filter((each) => !seen.collections.has(each.name)).map((each) => each.name)
  if (missing.length > 0) return { name, state: 'error', text: `missing: ${missing.join(', ')}`, remedy: deployRemedy }
  const open = subject.collections.filter((each) => seen.collections.get(each.name)?.permission !== each.permission)
  if (open.length > 0)
    return {
      name,
      state: 'error',
      text: `phones may reach: ${open.map((each) => each.name).join(', ')}`,
      remedy: deployRemedy,
    }
  return { name, state: 'ok', text: `${subject.collections.length}, closed to phones` }
}

function indexes({ seen, subject }: EnvironmentChart): Symptom {
  const missing = subject.collections.flatMap(({ name, indexes: wanted }) =>
    wanted
      .filter((index) => !seen.collections.get(name)?.indexes.includes(index.name))
      .map((index) => `${name}.${index.name}`),
  )
  if (missing.length === 0) return { name: 'indexes', state: 'ok', text: 'all there' }
  return { name: 'indexes', state: 'error', text: `missing: ${missing.join(', ')}`, remedy: deployRemedy }
}

function functions({ seen, functions: wanted }: EnvironmentChart): Symptom {
  const missing = wanted.filter(({ name }) => !seen.functions.has(name)).map(({ name }) => name)
  if (missing.length === 0)
    return {
      name: 'functions',
      state: 'ok',
      text: `${wanted.length}, of version ${seen.deployed?.version || 'unknown'}`,
    }
  return { name: 'functions', state: 'error', text: `missing: ${missing.join(', ')}`, remedy: deployRemedy }
}

function secrets({ seen, settings, schema }: EnvironmentChart): Symptom {
  const name = 'settings'
  if (settings === null)
    return { name, state: 'error', text: 'there are none: no function works', remedy: deployRemedy }
  const stored = seen.deployed?.schema ?? 1
  if (stored < schema)
    return {
      name,
      state: 'warning',
      text: `documents are of schema ${stored}, this version writes ${schema}`,
      remedy: deployRemedy,
    }
  if (settings.claimHash !== null) {
    return {
      name,
      state: 'warning',
      text: 'nobody has claimed the shop yet',
      remedy: 'open the owner’s page in WeChat and type the claim code that the deployment printed',
    }
  }
  return { name, state: 'ok', text: `schema ${stored}, claimed` }
}

function clock({ beats, nowMs }: EnvironmentChart): Symptom {
  const latest = Math.max(0, ...[...beats.values()].map(({ at }) => at))
  const aheadMs = latest - nowMs
  if (aheadMs <= lateMs) return { name: 'clock', state: 'ok', text: 'this machine and the cloud agree' }
  const text = `the cloud is ${Math.round(aheadMs / minuteMs)} minutes ahead of this machine`
  return {
    name: 'clock',
    state: 'warning',
    text,
    remedy: 'set this machine’s clock: signatures are refused when it is off',
  }
}

function timers({ beats, nowMs }: EnvironmentChart): Symptom {
  const name = 'timer of aggregate'
  const beat = beats.get(runHeartbeat('aggregate'))
  const remedy =
    'open 云开发 → 云函数 → aggregate → 触发器 in DevTools and upload the trigger; then read the function’s log'
  if (beat === undefined) return { name, state: 'error', text: 'it has never run', remedy }
  const silentMs = nowMs - Math.max(beat.at, beat.through)
  if (silentMs > lateMs) return { name, state: 'error', text: `last ran ${ago(nowMs - beat.at)}`, remedy }
  return { name, state: 'ok', text: `last ran ${ago(nowMs - beat.at)}` }
}

function watchdog({ beats, nowMs }: EnvironmentChart): Symptom {
  const beat = beats.get(runHeartbeat('watchdog'))
  const name = 'timer of watchdog'
  if (beat !== undefined && nowMs - beat.at <= watchdogLateMs)
    return { name, state: 'ok', text: `last ran ${ago(nowMs - beat.at)}` }
  const text = beat === undefined ? 'it has not run yet' : `last ran ${ago(nowMs - beat.at)}`
  return {
    name,
    state: 'warning',
    text,
    remedy: 'it runs within half an hour; after that look at its trigger in DevTools',
  }
}

function heard({ stores }: EnvironmentChart): Symptom {
  const silent = stores.filter(({ firstSeenAt }) => firstSeenAt === null).map(({ _id }) => _id)
  if (stores.length > 0 && silent.length === 0)
    return { name: 'phones', state: 'ok', text: 'every store has been heard of' }
  const text = stores.length === 0 ? 'there is no store' : `nothing heard yet of: ${silent.join(', ')}`
  const remedy =
    'open the mini-program once, then look at diagnose() in its console (docs/sdk.md); the id in init() must be the store’s'
  return { name: 'phones', state: 'warning', text, remedy }
}

function quota({ settings }: EnvironmentChart): Symptom {
  const name = 'quota'
  const remedy =
    'the owner enters it under 设置: then what is left is forecast, and the monitor saves before the shop suffers'
  if (!settings?.plan) return { name, state: 'warning', text: 'the plan is not known', remedy }
  const { saving, plan } = settings
  if (saving === undefined)
    return { name, state: 'ok', text: `plan of ${plan.pointsPerMonth} points; not reckoned yet` }
  const left = saving.daysLeft === null ? 'it lasts the month' : `${Math.floor(saving.daysLeft)} days left`
  const text = `${Math.round(saving.usedPoints)} points used, ${left}`
  return saving.level === 0
    ? { name, state: 'ok', text }
    : {
        name,
        state: 'warning',
        text: `${text}; saving at level ${saving.level}`,
        remedy: 'take a larger plan, or give the monitor a larger share under 设置',
      }
}

function templates({ settings }: EnvironmentChart): Symptom {
  const name = 'message templates'
  const missing = (['critical', 'normal', 'digest'] as const).filter((kind) => !settings?.templates?.[kind])
  const remedy = 'see docs/message-templates.md; npm run templates -- --file FILE finds the keywords'
  if (missing.length === 3) return { name, state: 'error', text: 'none: nobody can be told by message', remedy }
  if (missing.length > 0) return { name, state: 'warning', text: `none for ${missing.join(', ')}`, remedy }
  return { name, state: 'ok', text: 'for critical, normal and digest' }
}

function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / minuteMs))
  return minutes < 120 ? `${minutes} minutes ago` : `${Math.round(minutes / 60)} hours ago`
}
