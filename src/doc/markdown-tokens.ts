/**
 * Cheaper tokens and states for markdown-it 15.0: its own classes define each field through a helper of its build, which takes a third of the time of
 * reading.
 */
import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it'

type Fields = Pick<
  Token,
  'type' | 'tag' | 'nesting' | 'attrs' | 'map' | 'level' | 'children' | 'content' | 'markup' | 'info' | 'meta' | 'block' | 'hidden'
>

class LightToken implements Fields {
  type: string
  tag: string
  nesting: -1 | 0 | 1
  attrs = null
  map = null
  level = 0
  children = null
  content = ''
  markup = ''
  info = ''
  meta = null
  block = false
  hidden = false
  constructor(type: string, tag: string, nesting: -1 | 0 | 1) {
    this.type = type
    this.tag = tag
    this.nesting = nesting
  }
}

const create = (type: string, tag: string, nesting: -1 | 0 | 1): Token => new LightToken(type, tag, nesting) as unknown as Token

type Delimiters = StateInline['delimiters']

/** Of reading a paragraph. It notes the delimiters of what opens, for which the library notes something for each token. */
class LightState {
  src: string
  md: MarkdownIt
  env: unknown
  tokens: Token[]
  tokens_meta: { delimiters: Delimiters }[] = []
  pos = 0
  posMax: number
  level = 0
  pending = ''
  pendingLevel = 0
  cache = {}
  backticks = {}
  backticksScanned = false
  skipHtmlSpecial = false
  linkLevel = 0
  delimiters: Delimiters = []
  _prev_delimiters: Delimiters[] = []
  constructor(...[src, md, env, tokens]: ConstructorParameters<typeof StateInline>) {
    this.src = src
    this.md = md
    this.env = env
    this.tokens = tokens
    this.posMax = src.length
  }
  pushPending(): Token {
    const token = create('text', '', 0)
    token.content = this.pending
    token.level = this.pendingLevel
    this.tokens.push(token)
    this.pending = ''
    return token
  }
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    if (this.pending !== '') this.pushPending()
    const token = create(type, tag, nesting)
    if (nesting < 0) {
      this.level--
      this.delimiters = this._prev_delimiters.pop() ?? []
    }
    token.level = this.level
    if (nesting > 0) {
      this.level++
      this._prev_delimiters.push(this.delimiters)
      this.delimiters = []
      this.tokens_meta.push({ delimiters: this.delimiters })
    }
    this.pendingLevel = this.level
    this.tokens.push(token)
    return token
  }
}

/** Makes a reader use the cheaper tokens and states; what it reads is the same. */
export const lightenTokens = (reader: MarkdownIt): void => {
  const Own = new reader.block.State('', reader, {}, []).Token
  // Inherits the library's methods.
  Object.setPrototypeOf(LightToken.prototype, Own.prototype)

  reader.block.State = class extends reader.block.State {
    override push(...[type, tag, nesting]: Parameters<StateBlock['push']>): Token {
      const token = create(type, tag, nesting)
      token.block = true
      if (nesting < 0) this.level--
      token.level = this.level
      if (nesting > 0) this.level++
      this.tokens.push(token)
      return token
    }
  }

  Object.setPrototypeOf(LightState.prototype, reader.inline.State.prototype)
  reader.inline.State = LightState as unknown as typeof reader.inline.State
}
