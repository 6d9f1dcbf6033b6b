/** Finds languages by the names that people use: `German`, `deutsch`, 德语, 德文. */

/** Languages that people may ask for; each is known by its own name, and by its names in the first seven. */
const TAGS = 'en zh de fr es ja ko pt it ru nl pl tr uk cs sv da nb fi hu ro el bg he ar fa hi bn th vi id ms'.split(' ')
const SPEAKERS = TAGS.slice(0, 7)
/** Names that `Intl` lacks. */
const ALSO: Readonly<Record<string, string>> = { mandarin: 'zh', 汉语: 'zh', 普通话: 'zh', 国语: 'zh', castellano: 'es' }

const fold = (name: string): string => name.normalize('NFKC').toLowerCase().trim()

const tags = new Map<string, string>(Object.entries(ALSO))
const own = new Set<string>()
for (const tag of TAGS) {
  for (const speaker of [...SPEAKERS, tag]) {
    const name = fold(new Intl.DisplayNames([speaker], { type: 'language' }).of(tag) ?? tag)
    tags.set(name, tag)
    if (speaker === 'zh') tags.set(name.replace(/语$/u, '文'), tag)
    if (speaker === tag) own.add(name)
  }
}

/** The BCP 47 tag of a language by one of its names. */
export const languageNamed = (name: string): string | undefined => tags.get(fold(name))

/** Whether this is the name of a language in itself. */
export const isOwnName = (name: string): boolean => own.has(fold(name))
