/** The port for language models. */

export interface ModelMessage {
  role: 'system' | 'user' | 'assistant'
  content: string
}

export interface ModelRequest {
  messages: readonly ModelMessage[]
  /** The most tokens of the answer. */
  maxTokens: number
  /** Aborts the request. */
  signal: AbortSignal
}

export interface Usage {
  promptTokens: number
  completionTokens: number
}

export interface Model {
  /** The name by which the server knows it, for answers and logs. */
  readonly name: string
  /**
   * Yields pieces of text as they arrive, and returns what it cost, where the server says so.
   * @throws RetryLater for 429; an Error for everything else, also for a stream that was cut
   */
  stream(request: ModelRequest): AsyncGenerator<string, Usage | undefined>
}
