import type { Messages } from './index.ts'

export const zh = {
  'ask.description': '提一个问题：答案来自摘要，并附出处',
} as const satisfies Messages
