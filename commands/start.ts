import { command, text } from '../src/bot/command.ts'
import { doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'
import { askWhen } from './subscribe.ts'

/** What Telegram sends when somebody opens the bot; `payload` comes from a link such as t.me/bot?start=payload. */
export const start = command({
  name: 'start',
  description: 'start.description',
  options: { payload: text({ description: 'start.description', hidden: true, rest: true }) },
  hidden: true,
  run: (_, context) =>
    doc(paragraph(t(context.locale, 'start.hello')), paragraph(t(context.locale, 'start.ask')), ...askWhen(context, context.zone)),
})
