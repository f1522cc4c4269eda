/** A shop as a newcomer starts it: the real command in a process of its own, reached through the control API. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../paths'

const READY_TIMEOUT_MS = 300_000

export interface Message {
  id: string
  channel: string
  to: string
  templateId: string
  page: string
  values: Record<string, string>
  at: number
  outcome: unknown
}

export interface StartedShop {
  folder: string
  url: string
  control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>
  /** Moves virtual time; resolves when all that was due has ended. */
  advance(ms: number): Promise<void>
  /** Address of a phone in somebody's hand. */
  phone(openid: string, page: string, more?: Record<string, string>): string
  documents<T>(collection: string, where?: object): Promise<T[]>
  messages(): Promise<Message[]>
  /** kill -9: nothing is told, nothing is tidied up. */
  kill(): Promise<void>
  /** Stops the process as Ctrl-C does and waits for its end. @returns the exit code */
  stop(): Promise<number | null>
}

/** @param folder the data folder, to start again where another run stopped; a new one when left out */
export async function startShop(
  args: string[],
  folder = mkdtempSync(join(tmpdir(), 'kandian-shop-')),
): Promise<StartedShop> {
  const token = 'started-shop'
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tools/start/main.ts', '--port', '0', '--token', token, '--no-open', '--data', folder, ...args],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const url = await readyUrl(child)
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const reply = await fetch(`${url}/_local/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = (await reply.json()) as T
    if (!reply.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  return {
    folder,
    url,
    control,
    advance: async (ms) => void (await control('POST', 'clock', { advanceMs: ms })),
    phone: (openid, page, more = {}) =>
      `${url}/shell/phone.html?${new URLSearchParams({ openid, page, token, ...more })}`,
    documents: async <T>(collection: string, where: object = {}) =>
      (
        await control<{ documents: T[] }>(
          'GET',
          `collections/${collection}?limit=1000&where=${encodeURIComponent(JSON.stringify(where))}`,
        )
      ).documents,
    messages: async () => (await control<{ messages: Message[] }>('GET', 'messages')).messages,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', (code) => resolve(code))
        child.kill('SIGINT')
      }),
  }
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`no ready line:\n${output}`))
    }, READY_TIMEOUT_MS)
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)\//m.exec(output)
      if (!ready) return
      clearTimeout(late)
      resolve(ready[1] as string)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`start ended with ${code}:\n${output}`)))
  })
}

export const removeFolder = (shop: StartedShop): void => rmSync(shop.folder, { recursive: true, force: true })
