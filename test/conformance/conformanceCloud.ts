import type { CloudBase } from '@cloudbase/node-sdk'
import type { SdkDatabase } from './database/databaseCase'

/** The SDK's declarations still allow for its old callback style; these are the same calls as promises. */
interface SdkCloud {
  database(options: { throwOnNotFound: boolean }): SdkDatabase
  callFunction(call: { name: string; data: object }): Promise<{ result: unknown }>
  uploadFile(file: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>
  downloadFile(file: { fileID: string }): Promise<{ fileContent: Buffer }>
  getTempFileURL(asked: {
    fileList: (string | { fileID: string; maxAge: number })[]
  }): Promise<{ fileList: FileLink[] }>
  deleteFile(asked: { fileList: string[] }): Promise<{ fileList: { fileID: string; status: number }[] }>
  callOpenAPI(call: { api: string; data: object }): Promise<unknown>
  openapi: { subscribeMessage: { send(message: object | undefined): Promise<Record<string, any>> } }
}

export type FileLink = { fileID: string; tempFileURL: string; maxAge?: number; status: number; errMsg: string }

/** What a runner gives each case: the real SDKs, pointed at some cloud. What not every cloud can do is optional. */
export interface ConformanceCloud {
  /** `wx-server-sdk`, as a cloud function uses it. */
  sdk: SdkCloud
  db: SdkDatabase
  /** `@cloudbase/node-sdk`, as a server outside the cloud uses it. */
  nodeSdk: CloudBase
  /** Makes the next request of a wire action fail with a code of the wire. */
  breakNext?(action: string, code: string): Promise<void> | void
  /** Cuts the connection of the next request of a wire action, before or after it is done. */
  cutNext?(action: string, when: 'before' | 'after'): Promise<void>
  /** A person who has accepted one message of a template. */
  accepted?(): Promise<{ touser: string; templateId: string; page: string; data: Record<string, { value: string }> }>
  /** Knows which APIs a function's config.json declares. */
  judgesPermissions?: true
  /** Knows who calls. */
  knowsCallers?: true
}

/** What a case may ask of a cloud beyond what every one has. */
export type Ability = 'breakNext' | 'cutNext' | 'accepted' | 'judgesPermissions' | 'knowsCallers'

/** A behaviour that holds for every cloud: ours, and the real one when somebody has an account. */
export type ConformanceCase = {
  name: string
  needs?: Ability
  run(cloud: ConformanceCloud): Promise<void>
}

/** The cases that a cloud with these abilities can be asked. */
export function casesFor(cases: readonly ConformanceCase[], abilities: readonly Ability[]): ConformanceCase[] {
  return cases.filter(({ needs }) => needs === undefined || abilities.includes(needs))
}
