/** What was read is no issue: a stub, a template, an index page, no text at all. */
export class UnreadableIssue extends Error {
  /** Counted from 1, where one line is to blame. */
  readonly line?: number
  constructor(why: string, line?: number) {
    super(why)
    this.name = 'UnreadableIssue'
    if (line !== undefined) this.line = line
  }
}
