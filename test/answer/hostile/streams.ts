/** What a server does wrong before, within and after an answer. */
import type { Reply } from '../../fakes/openai.ts'
import { ALSO, GOOD } from './world.ts'

export interface Stream {
  what: string
  reply: Reply
  /** Whole sentences that may be shown before the end, and whether they are the end. */
  shows: readonly string[]
  whole: boolean
  /** Milliseconds of the clock within which the last answer is there, where the server takes its time. */
  within?: number
}

const failing = (what: string, reply: Reply, shows: readonly string[] = []): Stream => ({ what, reply, shows, whole: false })
const status = (code: number, headers: Readonly<Record<string, string>> = {}): Stream =>
  failing(`status ${code} ${JSON.stringify(headers)}`, { status: code, headers })
const chunk = (delta: unknown, more: object = {}): string =>
  `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: null }], ...more })}\n\n`
const STOP = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`

export const streams: readonly Stream[] = [
  ...[400, 401, 403, 404, 408, 409, 413, 422, 500, 502, 503, 504, 529].map((code) => status(code)),
  status(429),
  status(429, { 'retry-after': '3600' }),
  status(429, { 'retry-after': 'soon' }),
  status(429, { 'retry-after': '-5' }),
  status(500, { 'retry-after': '1' }),
  failing('a refusal in HTML', { status: 502, body: '<html><h1>Bad Gateway</h1></html>' }),
  failing('a refusal without a body', { status: 500, body: '' }),

  failing('an empty body', { raw: '' }),
  failing('HTML instead of a stream', { raw: '<html>@everyone</html>' }),
  failing('half an event', { raw: 'data: {"choices": [' }),
  failing('an event that is no JSON', { raw: 'data: not JSON\n\n' }),
  failing('an event that is a number', { raw: 'data: 7\n\ndata: [DONE]\n\n' }),
  failing('an event that is null', { raw: 'data: null\n\ndata: [DONE]\n\n' }),
  failing('an event without choices', { raw: 'data: {}\n\ndata: [DONE]\n\n' }),
  failing('choices that are no list', { raw: 'data: {"choices":"x"}\n\ndata: [DONE]\n\n' }),
  failing('an end without a beginning', { raw: 'data: [DONE]\n\n' }),
  failing('an error within the stream', { raw: `${chunk({ content: 'Acme ' })}data: {"error":{"message":"overloaded"}}\n\n` }),
  failing('content that is an object', { raw: `${chunk({ content: { text: GOOD } })}${STOP}` }),
  failing('content that is a number', { raw: `${chunk({ content: 42 })}${STOP}` }),
  failing('content that is a list', { raw: `${chunk({ content: ['a'] })}${STOP}` }),
  failing('a call of a tool', { raw: `${chunk({ tool_calls: [{ index: 0, function: { name: 'ping', arguments: '{}' } }] })}${STOP}` }),
  failing('a refusal of the model', { raw: `${chunk({ refusal: 'I cannot help.' })}${STOP}` }),
  failing('thoughts only', { raw: `${chunk({ reasoning_content: GOOD })}${STOP}` }),
  failing('no words at all', { pieces: [] }),
  failing('spaces only', { pieces: ['  ', '\n\n', ' '] }),
  failing('signs only', { pieces: ['...', '[]', '!!'] }),
  failing('noise', { pieces: ['\u0000\uFFFD\uFFFD', 'ÿØÿà', '%PDF-1.7'] }),
  failing('JSON instead of words', { pieces: ['{"answer": "Acme melted", "citations": [1]}'] }),
  failing('an apology', { pieces: ['I’m sorry, but I can’t help with that.'] }),
  failing('a text without sentences', { pieces: Array.from({ length: 300 }, () => 'lamp '.repeat(10)) }),
  failing('endless sentences', { pieces: Array.from({ length: 500 }, (_, at) => `Lamp number ${at} melted [1]. `) }),
  failing('one endless word', { pieces: Array.from({ length: 100 }, () => 'a'.repeat(200)) }),
  failing('endless line ends', { pieces: Array.from({ length: 500 }, () => '\n'.repeat(50)) }),

  failing('cut before a word', { pieces: [], ends: 'cut' }),
  failing('cut within the first sentence', { pieces: ['Acme released the Gli'], ends: 'cut' }),
  failing('cut after a sentence', { pieces: [GOOD, ' Umb'], ends: 'cut' }, [GOOD]),
  failing('cut after two', { pieces: [`${GOOD} `, `${ALSO} `, 'And'], ends: 'cut' }, [GOOD, ALSO]),
  failing('cut within a citation', { pieces: ['Acme released the Glimmer 3 lamp for $1,299 [la'], ends: 'cut' }),
  failing('ended without a finish', { pieces: [GOOD], ends: 'unfinished' }, [GOOD]),
  failing('ended within a word', { pieces: ['Acme rel'], ends: 'unfinished' }),

  { what: 'silent from the start', reply: { pieces: [], ends: 'hang' }, shows: [], whole: false, within: 15_000 },
  { what: 'silent after half a sentence', reply: { pieces: ['Acme rel'], ends: 'hang' }, shows: [], whole: false, within: 15_000 },
  { what: 'silent after a sentence', reply: { pieces: [`${GOOD} And`], ends: 'hang' }, shows: [GOOD], whole: false, within: 15_000 },
  { what: 'silent after all was said', reply: { pieces: [GOOD], ends: 'hang' }, shows: [GOOD], whole: false, within: 15_000 },
  { what: 'no answer to the request', reply: { silent: true }, shows: [], whole: false, within: 15_000 },

  { what: 'letter by letter', reply: { pieces: Array.from(`${GOOD} ${ALSO}`) }, shows: [GOOD, ALSO], whole: true },
  { what: 'all at once', reply: { pieces: [`${GOOD} ${ALSO}`] }, shows: [GOOD, ALSO], whole: true },
  { what: 'with usage', reply: { pieces: [GOOD], usage: { prompt_tokens: 900, completion_tokens: 20 } }, shows: [GOOD], whole: true },
  { what: 'a sentence said again and again', reply: { pieces: Array.from({ length: 40 }, () => `${GOOD} `) }, shows: [GOOD], whole: true },
  { what: 'lines instead of spaces', reply: { pieces: [`${GOOD}\n\n${ALSO}\n`] }, shows: [GOOD, ALSO], whole: true },
]
