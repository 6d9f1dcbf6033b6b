/** What Telegram would find wrong with a message, by the shared reference data; nothing where that is not there. */
import type { Payload } from '../../../src/platforms/platform.ts'
import { shared } from '../../shared.ts'

type Check = (request: { method: string; params: object }) => string[]

export const contractFile = shared('contract', 'telegram-contract.mjs')
const check: Check =
  contractFile === undefined ? () => [] : ((await import(contractFile)) as { checkTelegramRequest: Check }).checkTelegramRequest

export const objections = (payload: Payload): string[] => check({ method: 'sendMessage', params: { chat_id: 1, ...payload } })
