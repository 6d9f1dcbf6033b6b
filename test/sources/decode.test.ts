import assert from 'node:assert/strict'
import test from 'node:test'
import { decode } from '../../src/sources/decode.ts'

const declared = (encoding: string, text: string): string => `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`

test('text is read in the encoding that it is in', () => {
  for (const [bytes, type] of [
    [Buffer.from('Zürich 模型'), ''],
    [Buffer.from('Zürich 模型'), 'text/xml; charset=iso-8859-1'],
    [Buffer.from(declared('us-ascii', 'Zürich 模型')), ''],
    [Buffer.from(declared('utf-16', 'Zürich 模型')), 'text/xml; charset=no-such'],
    [Buffer.from('\uFEFFZürich 模型', 'utf16le'), 'text/xml; charset=utf-8'],
    [Buffer.from('\uFEFFZürich 模型', 'utf16le').swap16(), ''],
    [Buffer.from(declared('utf-16', 'Zürich 模型'), 'utf16le'), ''],
    [Buffer.from(declared('utf-16', 'Zürich 模型'), 'utf16le').swap16(), ''],
  ] as const)
    assert.match(decode(bytes, type), /Zürich 模型/, type)
})

test('what is no UTF-8 is read as the server or the text says', () => {
  assert.equal(decode(Buffer.from('Zürich', 'latin1'), 'text/html; charset="ISO-8859-1"'), 'Zürich')
  assert.match(decode(Buffer.from(declared('windows-1252', 'Zürich'), 'latin1')), /Zürich/)
  assert.match(decode(Buffer.from('<meta charset=latin1><p>Zürich', 'latin1')), /Zürich/)
  assert.equal(decode(Buffer.from([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42]), 'text/xml; charset=iso-2022-jp'), '日')
})

test('a damaged byte costs itself only', () => {
  assert.equal(
    decode(Buffer.concat([Buffer.from('模型 '), Buffer.from([0xff]), Buffer.from(' ü')]), 'text/xml; charset=utf-8'),
    '模型 \uFFFD ü',
  )
  assert.equal(decode(Buffer.from([0x61, 0xff]), 'text/xml; charset=made-up'), 'a\uFFFD')
})
