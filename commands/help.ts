import { command } from '../src/bot/command.ts'
import { doc, heading, inlineCode, list, listItem, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'

const EXAMPLES = ['help.example.recap', 'help.example.ask', 'help.example.subscribe'] as const

export const help = command({
  name: 'help',
  description: 'help.description',
  options: {},
  discreet: true,
  run: (_, { locale, commands }) =>
    doc(
      paragraph(t(locale, 'help.intro')),
      paragraph(t(locale, 'help.dm')),
      heading(3, t(locale, 'help.commands')),
      list(
        commands
          .filter((one) => one.hidden !== true)
          .map((one) => listItem(paragraph(inlineCode(`/${one.name}`), ` – ${t(locale, one.description)}`))),
      ),
      heading(3, t(locale, 'help.examples')),
      list(EXAMPLES.map((key) => listItem(paragraph(inlineCode(t(locale, key)))))),
    ),
})
