import { type Command, type Context, type Option, command, text, unknownCommand, usage } from '../src/bot/command.ts'
import { type Block, type Doc, type ListItem, doc, heading, inlineCode, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'

const EXAMPLES = ['help.example.recap', 'help.example.ask', 'help.example.subscribe'] as const

export const help = command({
  name: 'help',
  description: 'help.description',
  options: { command: text({ description: 'help.command' }) },
  examples: ['help.example'],
  discreet: true,
  run({ command: wanted }, context) {
    if (wanted === undefined) return overview(context)
    const { locale } = context
    const name = wanted.replace(/^\//, '').toLowerCase()
    const found = shown(context).find((one) => one.name === name)
    if (found === undefined) throw unknownCommand(name, context.commands)
    return page(found, locale)
  },
})

const shown = ({ commands }: Pick<Context, 'commands'>): Command[] => commands.filter((one) => one.hidden !== true)

/** What the bot is for, and its commands. */
export const overview = ({ commands, locale }: Pick<Context, 'commands' | 'locale'>): Doc =>
  doc(
    paragraph(t(locale, 'help.intro')),
    paragraph(t(locale, 'help.dm')),
    paragraph(t(locale, 'help.follow')),
    paragraph(t(locale, 'help.channel')),
    heading(3, t(locale, 'help.commands')),
    list(shown({ commands }).map((one) => listItem(paragraph(inlineCode(`/${one.name}`), ` – ${t(locale, one.description)}`)))),
    paragraph(t(locale, 'help.each')),
    ...examples(EXAMPLES, locale),
  )

/** One command: how it is typed, what each option takes, and examples. */
const page = (of: Command, locale: string): Doc => {
  const options = Object.entries(of.options).filter(([, option]) => option.hidden !== true)
  return doc(
    heading(2, inlineCode(`/${of.name}`)),
    paragraph(t(locale, of.description)),
    heading(3, t(locale, 'help.usage')),
    paragraph(inlineCode(`/${of.name} ${usage(of)}`.trim())),
    ...(options.length === 0 ? [] : [heading(3, t(locale, 'help.options')), list(options.map((option) => line(option, locale)))]),
    ...examples(of.examples ?? [], locale),
  )
}

const line = ([name, option]: [string, Option], locale: string): ListItem => {
  const values =
    option.kind === 'choice' ? `: ${option.values.map((value) => `${value} (${t(locale, option.label(value))})`).join(', ')}` : ''
  const need = t(locale, option.required === true ? 'help.needed' : 'help.optional')
  return listItem(paragraph(inlineCode(name), ` (${need}) – ${t(locale, option.description)}${values}`))
}

const examples = (keys: NonNullable<Command['examples']>, locale: string): Block[] =>
  keys.length === 0
    ? []
    : [heading(3, t(locale, 'help.examples')), list(keys.map((key) => listItem(paragraph(inlineCode(t(locale, key))))))]
