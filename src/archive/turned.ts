/** Spells names that have a version before their last word in either order: `Claude 3.5 Sonnet`, `Claude Sonnet 3.5`, `Sonnet 3.5`. */
import type { Name, Names } from '../issue/names.ts'
import { normalizeName } from '../issue/spellings.ts'

/** Matches a name as family (optional), version and word; sizes (`8b`) are no versions. */
const MIDDLE = /^(?:(.*?\p{L}.*?)[\s_-])?v?(\d+(?:\.\d+)*)[\s_-](\p{L}+)$/u

/** A name's spellings in the other order: with its family, and without where that is known as the same name (`3.5 Sonnet`). */
export const turned = ({ key, forms }: Pick<Name, 'key' | 'forms'>, names: Pick<Names, 'lookup'>): string[] => {
  const others = forms.flatMap((form) => {
    const [, family, version = '', word = ''] = MIDDLE.exec(form) ?? []
    if (version === '') return []
    const short = names.lookup(`${version} ${word}`)?.key === key ? [`${word} ${version}`, `${version} ${word}`] : []
    return family === undefined ? short : [`${family} ${word} ${version}`, ...short]
  })
  return [...new Map(others.map((form) => [normalizeName(form), form])).values()]
}

const LAST = /(?<![\p{L}\p{N}])(?:(\p{L}[\p{L}\p{N}]*)[\s_-])?(\p{L}+)[\s_-]v?(\d+(?:\.\d+)*)(?![\p{L}\p{N}%]|\.\d)/gu

/** The names of a text that have the version at the end, though issues are tagged with it before the last word. */
export const findTurned = (text: string, names: Pick<Names, 'lookup'>): { name: Name; written: string }[] =>
  Array.from(text.normalize('NFKC').matchAll(LAST)).flatMap(([whole, family, word = '', version = '']) => {
    const full = family === undefined ? undefined : names.lookup(`${family} ${version} ${word}`)
    const name = full ?? names.lookup(`${version} ${word}`)
    return name ? [{ name, written: full ? whole : `${word} ${version}` }] : []
  })
