const optionOf = ({ name, usage, description }) => {
  const option = document.createElement('li')
  option.id = `command-${name}`
  option.setAttribute('role', 'option')
  option.dataset.command = `/${name}`
  for (const [tag, text] of [
    ['b', `/${name}`],
    ['code', usage],
    ['span', description],
  ]) {
    const part = document.createElement(tag)
    part.textContent = text
    option.append(part, ' ')
  }
  return option
}

/** Creates the list of commands, which opens above an input that begins with `/`: a combobox with a listbox by the ARIA practices. */
export const createMenu = (input, list) => {
  let commands = []
  let chosen = 0

  const close = () => {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    input.removeAttribute('aria-activedescendant')
  }

  const choose = (index) => {
    const options = [...list.children]
    chosen = (index + options.length) % options.length
    for (const [at, option] of options.entries()) option.setAttribute('aria-selected', String(at === chosen))
    options[chosen].scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', options[chosen].id)
  }

  const take = () => {
    input.value = `${list.children[chosen].dataset.command} `
    close()
    input.focus()
  }

  const update = () => {
    const typed = /^\/(\w*)$/.exec(input.value)?.[1]
    const found = typed === undefined ? [] : commands.filter(({ name }) => name.startsWith(typed.toLowerCase()))
    if (found.length === 0) return close()
    list.replaceChildren(...found.map(optionOf))
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    choose(0)
  }

  input.addEventListener('input', update)
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return
    // Enter sends a command that is typed in full, instead of choosing it.
    const isWhole = input.value === list.children[chosen].dataset.command
    if (event.key === 'ArrowDown') choose(chosen + 1)
    else if (event.key === 'ArrowUp') choose(chosen - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && !isWhole) take()
    else return
    event.preventDefault()
  })
  // On mousedown, which comes before the input loses the focus and closes the list.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault()
    const option = event.target.closest('[role=option]')
    if (option === null) return
    choose([...list.children].indexOf(option))
    take()
  })

  return {
    close,
    type(text) {
      input.value = text
      update()
    },
    set commands(value) {
      commands = value
    },
  }
}
