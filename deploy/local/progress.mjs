const redrawEvery = 100
const plainLineEvery = 10_000

/** @param {number} milliseconds */
export const duration = (milliseconds) => {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * What a person sees while something takes long: one line, redrawn, on a terminal; elsewhere a plain line now and then.
 * @param {import('node:tty').WriteStream | NodeJS.WritableStream} stream
 */
export const createProgress = (stream) => {
  const terminal = 'isTTY' in stream && stream.isTTY === true
  /** @type {Map<string, { text: string, since: number, printed: number }>} */
  const tasks = new Map()
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  const clear = () => terminal && tasks.size > 0 && stream.write('\r\x1b[2K')
  const describe = (/** @type {string} */ name) => {
    const task = tasks.get(name)
    return task ? `${name}: ${task.text} (${duration(Date.now() - task.since)})` : name
  }
  const draw = () => {
    const columns = ('columns' in stream && stream.columns) || 80
    const text = [...tasks.keys()].map(describe).join(' · ')
    stream.write(`\r\x1b[2K${text.length < columns ? text : `${text.slice(0, columns - 2)}…`}`)
  }
  const print = () => {
    const now = Date.now()
    for (const [name, task] of tasks) {
      if (now - task.printed < plainLineEvery) continue
      task.printed = now
      stream.write(`${describe(name)}\n`)
    }
  }

  /** @param {string} text */
  const line = (text) => {
    clear()
    stream.write(`${text}\n`)
    if (terminal && tasks.size > 0) draw()
  }

  return {
    line,
    /** @param {string} name @param {string} text */
    start: (name, text) => {
      if (!terminal) line(`${name}: ${text}`)
      tasks.set(name, { text, since: Date.now(), printed: Date.now() })
      timer ??= setInterval(terminal ? draw : print, redrawEvery).unref()
    },
    /** @param {string} name @param {string} text */
    update: (name, text) => {
      const task = tasks.get(name)
      if (task) task.text = text
    },
    /** @param {string} name @param {string} [text] */
    end: (name, text) => {
      clear()
      tasks.delete(name)
      if (text) stream.write(`${name}: ${text}\n`)
      if (tasks.size > 0) return
      clearInterval(timer)
      timer = undefined
    },
  }
}
