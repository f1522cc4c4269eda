import { type ChildProcess, fork } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { FunctionSpec } from './functionCatalog'
import type { ClockReading, FromInstance, InvokeMessage, ToInstance } from './runnerMessages'

/** How one request in an instance ended. */
export type InstanceAnswer =
  | { kind: 'result'; resultJson: string }
  | { kind: 'error'; message: string }
  | { kind: 'timeout' }
  | { kind: 'crash'; message: string }

export interface InstanceLog {
  requestId: string
  stream: 'stdout' | 'stderr' | 'error'
  text: string
}

const RUNNER = join(__dirname, 'runner.cjs')

/** One process that runs one function, one request at a time. */
export class FunctionInstance {
  readonly ready: Promise<void>
  dead = false
  busy = false
  /** Its code is out of date: it ends after the request it is in. */
  retired = false
  private idle: NodeJS.Timeout | undefined
  /** Requests it has taken so far: 0 means the next one pays the cold start. */
  served = 0
  private readonly child: ChildProcess
  private requestId = ''
  private answer: ((answer: InstanceAnswer) => void) | undefined
  private dying = ''
  /** Its own files as they were when it loaded them: path in the function's folder → time of the last change. */
  private readonly loaded = new Map<string, number>()

  constructor(
    readonly spec: FunctionSpec,
    /** Where it runs: the function's folder, or the copy of it that has its dependencies. */
    home: string,
    environment: Record<string, string>,
    clock: ClockReading,
    private readonly onLog: (log: InstanceLog) => void,
    onExit: () => void,
  ) {
    this.child = fork(RUNNER, [join(home, 'index.js'), JSON.stringify(clock), String(spec.memoryMb)], {
      env: environment,
      cwd: home,
      execArgv: [`--max-old-space-size=${spec.memoryMb}`],
      silent: true,
    })
    this.ready = this.waitUntilReady()
    this.ready.catch(() => {})
    this.child.stdout?.on('data', (chunk: Buffer) => this.log('stdout', chunk.toString('utf8')))
    this.child.stderr?.on('data', (chunk: Buffer) => this.log('stderr', chunk.toString('utf8')))
    this.child.on('exit', (code, signal) => {
      this.dead = true
      this.settle({ kind: 'crash', message: this.dying || `function process exited (${signal ?? `code ${code}`})` })
      onExit()
    })
  }

  /** Resolves always: a crash or a timeout is an answer, and ends the instance. */
  run(message: InvokeMessage, timeoutMs: number): Promise<InstanceAnswer> {
    clearTimeout(this.idle)
    this.requestId = message.requestId
    this.served++
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.settle({ kind: 'timeout' })
        this.kill()
      }, timeoutMs)
      this.answer = (answer) => {
        clearTimeout(timer)
        resolve(answer)
      }
      this.send(message)
    })
  }

  /** Whether its code or settings have changed since it was started. */
  isOutdated(spec: FunctionSpec): boolean {
    return spec !== this.spec || [...this.loaded].some(([path, changedMs]) => changeTime(path) !== changedMs)
  }

  tellClock(clock: ClockReading): void {
    this.send({ type: 'clock', clock })
  }

  killWhenIdle(afterMs: number): void {
    clearTimeout(this.idle)
    this.idle = setTimeout(() => this.kill(), afterMs).unref()
  }

  kill(): void {
    clearTimeout(this.idle)
    this.dead = true
    this.child.kill('SIGKILL')
  }

  private send(message: ToInstance): void {
    if (this.child.connected) this.child.send(message, () => {})
  }

  private settle(answer: InstanceAnswer): void {
    const resolve = this.answer
    this.answer = undefined
    resolve?.(answer)
  }

  private log(stream: InstanceLog['stream'], text: string): void {
    this.onLog({ requestId: this.requestId, stream, text })
  }

  private waitUntilReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.child.on('message', (message: FromInstance) => {
        if (message.type === 'ready') {
          this.remember(message.files)
          resolve()
        } else if (message.type === 'broken') reject(new Error(message.error))
        else this.hear(message)
      })
      this.child.on('error', reject)
      this.child.on('exit', () => reject(new Error(this.dying || 'function process exited while it was starting')))
    })
  }

  private remember(files: readonly string[]): void {
    for (const file of files) {
      const path = join(this.spec.folder, file)
      if (!this.loaded.has(path)) this.loaded.set(path, changeTime(path))
    }
  }

  private hear(message: Exclude<FromInstance, { type: 'ready' | 'broken' }>): void {
    switch (message.type) {
      case 'log':
        this.onLog(message)
        break
      case 'asyncError':
        if (message.fatal) this.dying = message.error
        this.onLog({ requestId: message.requestId, stream: 'error', text: message.error })
        break
      case 'files':
        this.remember(message.files)
        break
      case 'done':
        if (message.requestId === this.requestId) this.settle(answerOf(message))
    }
  }
}

/** 0 for a file that is not there. */
const changeTime = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const answerOf = (message: { result?: string; error?: string }): InstanceAnswer =>
  message.result === undefined
    ? { kind: 'error', message: message.error ?? 'unknown error' }
    : { kind: 'result', resultJson: message.result }
