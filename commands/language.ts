import { choice, command } from '../src/bot/command.ts'
import { actions, button, doc, paragraph } from '../src/doc/nodes.ts'
import { type MessageKey, languages, t } from '../src/locales/index.ts'
import { readLanguage, refuseLanguage } from './options.ts'

const CHOICES = ['auto', ...languages] as const

const labelOf = (choice: (typeof CHOICES)[number]): MessageKey => (choice === 'auto' ? 'language.auto' : `language.name.${choice}`)

export const language = command({
  name: 'language',
  description: 'language.description',
  options: {
    language: choice(CHOICES, {
      description: 'language.language',
      label: labelOf,
      read: readLanguage,
      refuse: refuseLanguage,
    }),
  },
  examples: ['language.example'],
  discreet: true,
  manages: true,
  async run({ language: chosen }, { setLanguage, subscriptions, target, locale }) {
    if (chosen === undefined)
      return doc(
        paragraph(t(locale, 'language.ask')),
        actions(...CHOICES.map((value) => button(t(locale, labelOf(value)), { command: 'language', options: { language: value } }))),
      )
    await setLanguage(chosen === 'auto' ? undefined : chosen)
    if (chosen === 'auto') return doc(paragraph(t(locale, 'language.autoDone')))
    const subscription = await subscriptions.get(target)
    if (subscription !== undefined) await subscriptions.put({ ...subscription, locale: chosen })
    return doc(paragraph(t(chosen, 'language.done', { language: t(chosen, `language.name.${chosen}`) })))
  },
})
