/** Runs the command line as a process of its own, in an empty folder with an empty environment. */
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { text } from 'node:stream/consumers'

const MAIN = resolve(import.meta.dirname, '../../src/main.ts')

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export interface Place {
  cwd: string
  write(name: string, content: string | Buffer): void
  spawn(args: readonly string[], env?: Record<string, string>): ChildProcessWithoutNullStreams
  run(args: readonly string[], options?: { env?: Record<string, string>; input?: string }): Promise<Ran>
}

/** A folder of its own, taken away after the test. */
export const openPlace = (t: TestContext): Place => {
  const cwd = mkdtempSync(join(tmpdir(), 'recap-'))
  t.after(() => rmSync(cwd, { recursive: true, force: true }))
  const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams =>
    spawn(process.execPath, [MAIN, ...args], { cwd, env })
  return {
    cwd,
    write(name, content) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true })
      writeFileSync(join(cwd, name), content)
    },
    spawn: start,
    async run(args, { env, input = '' } = {}) {
      const child = start(args, env)
      // A program that ends before it reads all is no failure of the test.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), child.exitCode ?? once(child, 'exit')])
      return { code: child.exitCode, stdout, stderr }
    },
  }
}

export const jsonLines = (output: string): Record<string, unknown>[] =>
  output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
