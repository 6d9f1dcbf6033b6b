import type { Command } from '../src/bot/command.ts'
import { about } from './about.ts'
import { ask } from './ask.ts'
import { evidence } from './evidence.ts'
import { forget } from './forget.ts'
import { help } from './help.ts'
import { language } from './language.ts'
import { more } from './more.ts'
import { rate } from './rate.ts'
import { recap } from './recap.ts'
import { search } from './search.ts'
import { start } from './start.ts'
import { subscribe } from './subscribe.ts'
import { subscriptions } from './subscriptions.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Every command, in menu order. */
export const commands: readonly Command[] = [
  recap,
  ask,
  search,
  subscribe,
  subscriptions,
  unsubscribe,
  language,
  forget,
  help,
  about,
  start,
  more,
  evidence,
  rate,
]
