import { Parser } from 'htmlparser2'

export type Attributes = Readonly<Record<string, string>>

/** Is told each start, end and text of HTML, in order. */
export interface TagListener {
  open(name: string, attributes: Attributes): void
  text(data: string): void
  close(name: string): void
}

/** At each end tag the parser searches all open elements; past this many a new parser goes on, so that the work stays linear. */
const MAX_OPEN = 1_000
/** Characters parsed between two looks at how many elements are open. */
const CHUNK = 16_384

/** Tells a listener what the parser reports, a run of text as one. */
class Relay {
  open = 0
  #pending = ''
  readonly #to: TagListener

  constructor(to: TagListener) {
    this.#to = to
  }

  onopentag(name: string, attributes: Attributes): void {
    this.flush()
    this.open++
    this.#to.open(name, attributes)
  }

  ontext(data: string): void {
    this.#pending += data
  }

  onclosetag(name: string): void {
    this.flush()
    this.open--
    this.#to.close(name)
  }

  flush(): void {
    if (this.#pending !== '') this.#to.text(this.#pending)
    this.#pending = ''
  }
}

const OPTIONS = { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true }

/** Tells `to` each start, end and text of `source`. Elements that are open at its end are closed. */
export const readTags = (source: string, to: TagListener): void => {
  const relay = new Relay(to)
  let parser = new Parser(relay, OPTIONS)
  for (let at = 0; at < source.length; at += CHUNK) {
    parser.write(source.slice(at, at + CHUNK))
    if (relay.open <= MAX_OPEN) continue
    parser.end()
    parser = new Parser(relay, OPTIONS)
  }
  parser.end()
  relay.flush()
}
