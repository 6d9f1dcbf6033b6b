/** The port for language models. */

export interface ModelMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ModelRequest {
  messages: readonly ModelMessage[]
  /** Upper bound of the answer's length, in tokens. */
  maxTokens: number
  /** Gives up. */
  signal: AbortSignal
}

export interface Usage {
  promptTokens: number
  completionTokens: number
}

export interface Model {
  /** As the server knows it, for answers and logs. */
  readonly name: string
  /**
   * Yields pieces of text as they arrive, then returns what it cost, where the server says so.
   * @throws RetryLater for 429; an Error for everything else, a stream that was cut included
   */
  stream(request: ModelRequest): AsyncGenerator<string, Usage | undefined>
}
