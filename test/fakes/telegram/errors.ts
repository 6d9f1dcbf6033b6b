/** A refusal, as the Bot API writes it. */
export class ApiError extends Error {
  readonly status: number
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number }
  constructor(status: number, description: string, parameters: ApiError['parameters'] = {}) {
    super(description)
    this.name = 'ApiError'
    this.status = status
    this.parameters = parameters
  }
}

/** The refusals that tests ask for. Texts from the Bot API server's source. */
export const refusals = {
  tooMany: (seconds: number) => new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds }),
  blocked: () => new ApiError(403, 'Forbidden: bot was blocked by the user'),
  kicked: (type: string) => new ApiError(403, `Forbidden: bot was kicked from the ${type} chat`),
  migrated: (to: number) => new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: to }),
  conflict: () => new ApiError(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'),
  webhookActive: () =>
    new ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
  unauthorized: () => new ApiError(401, 'Unauthorized'),
  badRequest: () => new ApiError(400, "Bad Request: can't parse entities"),
  deleted: () => new ApiError(400, 'Bad Request: message to edit not found'),
  internal: () => new ApiError(500, 'Internal Server Error'),
  noRights: () => new ApiError(400, 'Bad Request: not enough rights to send text messages to the chat'),
}
