/** Tells apart the versions of a name: what is said of `Claude 4` answers no question on `Claude 5`. */

/** Matches a name with a version: `Claude 6`, `DeepSeek V9`, `k4`. */
const VERSIONED = /(?<![\p{L}\p{N}.])(\p{L}{2,}|\p{L}(?=\p{N}))[\s-]{0,1}v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%]|\.\p{N})/giu
/** Match what stands before a name, and its version behind it. */
const BEFORE_NAME = /(?<![\p{L}\p{N}])/uy
const AFTER_NAME = /(?:\s\p{L}+(?=\s?v\p{N}))?[\s\u2010-\u2015-]?v?(\p{N}{1,2}(?:\.\p{N}{1,2})?)(?![\p{L}\p{N}%])/uy

/** The versions of a name that a text mentions; both arguments in lower case. */
const versionsOf = (name: string, text: string): string[] => {
  const versions: string[] = []
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    BEFORE_NAME.lastIndex = at
    AFTER_NAME.lastIndex = at + name.length
    const [, version] = BEFORE_NAME.test(text) ? (AFTER_NAME.exec(text) ?? []) : []
    if (version !== undefined) versions.push(version)
  }
  return versions
}

/** Whether texts mention at least so many versions of a versioned name of the question, and the asked one is not among them. */
export const haveOtherVersions = (question: string, texts: readonly string[], least: number): boolean =>
  Array.from(question.matchAll(VERSIONED)).some(([, name = '', version = '']) => {
    const mentioned = texts.flatMap((each) => versionsOf(name.toLowerCase(), each.toLowerCase()))
    return mentioned.length >= least && !mentioned.some((other) => other === version || other.startsWith(`${version}.`))
  })
