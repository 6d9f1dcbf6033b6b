import { command, text } from '../src/bot/command.ts'
import { doc, paragraph } from '../src/doc/nodes.ts'
import { t } from '../src/locales/index.ts'
import { askWhen } from './subscribe.ts'

/** Sent by Telegram when somebody opens the bot; `payload` comes from a link such as t.me/bot?start=payload. */
export const start = command({
  name: 'start',
  description: 'start.description',
  options: { payload: text({ description: 'start.description', hidden: true, rest: true }) },
  hidden: true,
  async run(_, context) {
    const { locale, zone } = context
    const hello = paragraph(t(locale, 'start.hello'))
    if (!(await context.mayManage())) return doc(hello, paragraph(t(locale, 'help.dm')))
    return doc(hello, paragraph(t(locale, 'start.ask')), ...askWhen(context, zone))
  },
})
