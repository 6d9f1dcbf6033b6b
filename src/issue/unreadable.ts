/** Thrown for a text that is no issue: a stub, a template, an index page, an empty text. */
export class UnreadableIssue extends Error {
  /** The number of the line at fault, from 1, where there is one. */
  readonly line?: number
  constructor(why: string, line?: number) {
    super(why)
    this.name = 'UnreadableIssue'
    if (line !== undefined) this.line = line
  }
}
