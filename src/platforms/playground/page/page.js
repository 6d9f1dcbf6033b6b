import { createMenu } from './menu.js'

const byId = (id) => document.getElementById(id)
const { you, noDigest, failed, published } = document.body.dataset
const lang = document.documentElement.lang
const input = byId('text')
const locale = byId('locale')
const layout = byId('digest').elements.layout
layout.value = new URLSearchParams(location.search).get('layout') ?? layout.value

/** The key of the chat's id in the browser's storage, which keeps it over reloads. */
const CHAT = 'recap.chat'
const chat = localStorage.getItem(CHAT) ?? crypto.randomUUID()
localStorage.setItem(CHAT, chat)

const notice = (text) => {
  byId('notice').textContent = text
}

const send = async (path, body) => {
  notice('')
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ chat, locale: lang, ...body }),
    })
    if (!response.ok) throw new Error(String(response.status))
    return response
  } catch {
    notice(failed)
    return undefined
  }
}

const clock = new Intl.DateTimeFormat(lang, { timeStyle: 'short' })
const when = new Intl.DateTimeFormat(lang, { weekday: 'short', hour: 'numeric', minute: '2-digit' })

/** In milliseconds. A later time is shown with its date, because its weekday alone would be ambiguous. */
const SIX_DAYS = 6 * 86_400_000
const whenLater = new Intl.DateTimeFormat(lang, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })

const timeOf = (at) => {
  const time = document.createElement('time')
  time.dateTime = new Date(at).toISOString()
  time.textContent = clock.format(at)
  return time
}

const element = (tag, className, text = '') => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

const dots = () => {
  const typing = element('span', 'typing')
  typing.append(element('i', ''), element('i', ''), element('i', ''))
  return typing
}

/** Makes the element of a message's HTML, which is safe because the server escapes all text in it. */
const partOf = (html) => {
  const part = element('div', 'part')
  part.innerHTML = html
  for (const container of part.querySelectorAll('[data-accent]')) container.style.setProperty('--accent', `#${container.dataset.accent}`)
  return part
}

const fill = (article, message, app) => {
  const parts = message[app].map(partOf)
  if (message.text !== undefined) {
    const part = element('div', 'part')
    part.append(element('div', 'text', message.text))
    parts.push(part)
  }
  if (parts.length === 0) {
    const part = element('div', 'part')
    const text = element('div', 'text')
    text.append(dots())
    part.append(text)
    parts.push(part)
  }
  // Only Discord publishes messages to followers.
  if (message.published === true && app === 'discord') parts.push(element('div', 'published', published))
  if (app === 'telegram') for (const part of parts) part.querySelector('.text')?.append(timeOf(message.at))
  else article.querySelector('time').replaceWith(timeOf(message.at))
  article.setAttribute('aria-busy', String(message.busy === true))
  article.querySelector('.parts').replaceChildren(...parts)
}

/** The scroll position that has a message, or the question above it, at the top. */
const reach = (log, article) => {
  const before = article.previousElementSibling
  const first = before?.classList.contains('user') === true ? before : article
  return Math.min(log.scrollHeight - log.clientHeight, Math.max(0, first.offsetTop - 16))
}

const show = (message, app) => {
  const log = byId(app)
  let article = log.querySelector(`[data-id="${CSS.escape(message.id)}"]`)
  const isNew = article === null
  if (isNew) {
    article = byId(`${app}-message`).content.firstElementChild.cloneNode(true)
    article.dataset.id = message.id
    article.classList.add(message.from)
    if (message.from === 'user') {
      article.querySelector('.author').textContent = you
      article.querySelector('.avatar')?.setAttribute('src', '/person.svg')
    }
    log.append(article)
  }
  const follows = isNew || Math.abs(log.scrollTop - reach(log, article)) < 8
  const focused = article.contains(document.activeElement) ? document.activeElement.dataset.action : undefined
  fill(article, message, app)
  if (focused !== undefined) article.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  if (follows) log.scrollTop = reach(log, article)
}

const stream = new EventSource(`/stream?chat=${encodeURIComponent(chat)}`)
stream.addEventListener('message', ({ data }) => {
  const message = JSON.parse(data)
  show(message, 'discord')
  show(message, 'telegram')
})
stream.addEventListener('open', () => notice(''))
stream.addEventListener('error', () => notice(failed))

const showDigest = async () => {
  const response = await send('/digest', { layout: layout.value })
  if (response !== undefined && !(await response.json()).found) notice(noDigest)
}
const DIGEST = '#digest'
// Sent after all earlier messages. Shows the digest in a new chat, and after a change of the language.
stream.addEventListener('ready', () => {
  if (byId('discord').childElementCount > 0 && location.hash !== DIGEST) return
  history.replaceState(null, '', location.search || location.pathname)
  void showDigest()
})

// The language changes on submit, not on selection, because the keyboard selects all options on the way to another.
byId('digest').addEventListener('submit', (event) => {
  event.preventDefault()
  if (locale.value === lang) void showDigest()
  else location.href = `?lang=${locale.value}&layout=${layout.value}${DIGEST}`
})

/** Sends text. If that fails, the text is put back into the input. */
const say = async (text) => {
  const response = await send('/say', { text })
  if (response === undefined && input.value === '') input.value = text
}

const menu = createMenu(input, byId('commands'))
byId('say').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = input.value.trim()
  if (text === '') return
  input.value = ''
  menu.close()
  void say(text)
})
document.addEventListener('click', ({ target }) => {
  const button = target.closest('button[data-action]')
  if (button !== null) void send('/say', { action: button.dataset.action, text: button.textContent })
})
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return
  event.preventDefault()
  input.focus()
  menu.type('/')
})

const words = (value) => {
  if (Array.isArray(value)) return value.map(words).join(', ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${words(part)}`)
      .join(', ')
  return String(value)
}

let listed = ''
/** Shows the next deliveries. The list is replaced only if it changed, so that a screen reader does not lose its place. */
const showUpcoming = (upcoming) => {
  if (listed === JSON.stringify(upcoming)) return
  listed = JSON.stringify(upcoming)
  byId('upcoming').replaceChildren(
    ...upcoming.map(({ at, target, what, note = '' }) => {
      const line = document.createElement('li')
      const time = timeOf(at)
      time.textContent = (at - Date.now() < SIX_DAYS ? when : whenLater).format(at)
      line.append(time, ' ', element('span', '', target), ' ', element('small', '', what))
      if (note !== '') line.append(' ', element('small', '', note))
      return line
    }),
  )
}

const showState = async () => {
  if (document.hidden) return
  const response = await fetch(`/state?lang=${lang}`).catch(() => undefined)
  if (response?.ok !== true) return
  const { commands, status, upcoming } = await response.json()
  menu.commands = commands
  byId('status').replaceChildren(
    ...Object.entries(status).flatMap(([name, value]) => {
      const fact = element('dd', typeof value === 'boolean' ? (value ? 'good' : 'bad') : '', words(value))
      return [element('dt', '', name), fact]
    }),
  )
  showUpcoming(upcoming)
  byId('no-upcoming').hidden = upcoming.length > 0
}
void showState()
setInterval(showState, 30_000)
document.addEventListener('visibilitychange', () => void showState())
// An answer may have changed the subscriptions.
stream.addEventListener('message', ({ data }) => {
  const { from, busy } = JSON.parse(data)
  if (from === 'bot' && busy !== true) void showState()
})
