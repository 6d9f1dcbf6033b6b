import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { en } from '../../locales/en.ts'
import { languages, type MessageKey, t } from '../../locales/index.ts'
import { escapeHtml } from './render.ts'

const template = readFileSync(join(import.meta.dirname, 'page/index.html'), 'utf8')

const isKey = (key: string): key is MessageKey => key in en

/** The status with its names in a language; a name without a translation is kept. */
export const statusIn = (locale: string, status: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(status).map(([name, value]) => {
      const key = `playground.status.${name}`
      return [isKey(key) ? t(locale, key) : name, value === 'none' ? t(locale, 'playground.status.none') : value]
    }),
  )

/** The page's HTML in a language. Each `{{key}}` of the template is replaced by the text of that key. */
export const pageHtml = (locale: string): string => {
  const choices = languages.map(
    (tag) => `<option value="${tag}"${tag === locale ? ' selected' : ''}>${escapeHtml(t(tag, `language.name.${tag}`))}</option>`,
  )
  return template.replaceAll(/\{\{([\w.]+)\}\}/g, (whole, key: string) => {
    if (key === 'lang') return locale
    if (key === 'languages') return choices.join('')
    return isKey(key) ? escapeHtml(t(locale, key)) : whole
  })
}
