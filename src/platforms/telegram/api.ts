/** grammY's client, with its errors translated and its requests ended when the platform stops. */
import { Api, type RawApi } from 'grammy'
import { translate } from './errors.ts'

/** Runs one request. @throws what `translate` makes of a failure */
export type Call = <T>(request: (raw: RawApi) => Promise<T>) => Promise<T>

/** Seconds after which a request has failed: the long poll's 30, and as much for the network. */
const TIMEOUT = 60

export const createCall = (options: { token: string; apiRoot: string; signal: AbortSignal }): Call => {
  const api = new Api(options.token, { apiRoot: options.apiRoot.replace(/\/+$/, ''), timeoutSeconds: TIMEOUT })
  api.config.use((prev, method, payload, signal) => prev(method, payload, signal ?? (options.signal as ShimSignal)))
  return async (request) => {
    try {
      return await request(api.raw)
    } catch (error) {
      throw translate(error, options.token)
    }
  }
}

/** grammY's types know the signal of a package from before Node had one; at run time either does. */
export type ShimSignal = NonNullable<Parameters<RawApi['getMe']>[0]>
