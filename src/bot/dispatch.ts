/** Finds the command that somebody's input calls, reads its options and runs it. Errors become docs here, in the asker's language. */
import { randomBytes } from 'node:crypto'
import { type Doc, doc, paragraph } from '../doc/nodes.ts'
import { UserError } from '../errors.ts'
import { supported, t } from '../locales/index.ts'
import type { Log } from '../log.ts'
import type { Dispatch, Incoming, Suggestion, Target } from '../platforms/platform.ts'
import type { ActionMemory } from './actions.ts'
import { type Command, type Context, unknownCommand } from './command.ts'
import { fromLine, fromOptions, suggests } from './input.ts'

export interface DispatchParts {
  commands: readonly Command[]
  /** The command that answers free text, and the option that takes the text. */
  free: { command: string; option: string }
  actions: ActionMemory
  /** Builds the context of a call. */
  context(incoming: Incoming): Promise<Context>
  /** Completes a value that somebody is typing; `kind` is an option's `suggest`. */
  complete(kind: string, value: string, limit: number): Suggestion[]
  gone(target: Target, why: string): Promise<void>
  followable(target: Target): Promise<void>
  moved(from: Target, to: Target): Promise<void>
  log: Log
}

interface Called {
  command: Command
  values: Record<string, string>
}

export const createDispatch = (parts: DispatchParts): Dispatch => {
  const { commands, free, actions, log } = parts
  const find = (name: string): Command => {
    const found = commands.find((command) => command.name === name.toLowerCase())
    if (found === undefined) throw unknownCommand(name, commands)
    return found
  }

  const called = (name: string, options: Readonly<Record<string, string>>, locale: string): Called => {
    const command = find(name)
    return { command, values: fromOptions(command, options, locale) }
  }
  const typed = (name: string, line: string, locale: string): Called => {
    const command = find(name)
    return { command, values: fromLine(command, line, locale) }
  }

  const resolve = async ({ input }: Incoming, locale: string): Promise<Called> => {
    switch (input.kind) {
      case 'options':
        return called(input.command, input.options, locale)
      case 'line':
        return typed(input.command, input.line, locale)
      case 'text': {
        const [, name, line = ''] = /^\/(\w+)\s*([^]*)$/.exec(input.text.trim()) ?? []
        return name === undefined ? called(free.command, { [free.option]: input.text }, locale) : typed(name, line, locale)
      }
      case 'action': {
        const call = await actions.recall(input.id)
        if (call === undefined) throw new UserError('error.expired')
        return called(call.command, call.options, locale)
      }
      default:
        return input satisfies never
    }
  }

  async function* run(incoming: Incoming): AsyncGenerator<Doc> {
    let locale: string = supported(incoming.locale)
    try {
      const context = await parts.context(incoming)
      locale = context.locale
      const { command, values } = await resolve(incoming, locale)
      if (command.manages === true && !(await context.mayManage())) throw new UserError('error.manage')
      const result = command.run(values, context)
      for await (const shown of Symbol.asyncIterator in result ? result : [result]) {
        await actions.remember(shown)
        yield shown
      }
    } catch (error) {
      yield errorDoc(error, locale, log)
    }
  }

  return {
    run,
    async suggest({ command: name, option: optionName, value, limit }) {
      const option = commands.find((command) => command.name === name)?.options[optionName]
      return suggests(option) ? parts.complete(option.suggest, value, limit) : []
    },
    gone: parts.gone,
    followable: parts.followable,
    moved: parts.moved,
  }
}

const errorDoc = (error: unknown, locale: string, log: Log): Doc => {
  if (error instanceof UserError) return doc(paragraph(t(locale, error.key, error.params)))
  const id = randomBytes(3).toString('hex')
  log.error('a command failed', { id, error })
  return doc(paragraph(t(locale, 'error.fault', { id })))
}
