import { spawnSync } from 'node:child_process'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Tells one process from a later one with the same number, so that nothing foreign is ever taken for ours.
 * @param {number} pid
 * @returns {string | undefined} nothing where no such process lives
 */
export const processIdentity = (pid) => {
  if (process.platform === 'linux') {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      if (fields[0] === 'Z') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`
    } catch {
      return undefined
    }
  }
  return (
    spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout?.trim() ||
    undefined
  )
}

/** @param {string} path */
export const readHolder = (path) => {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'))
    return processIdentity(holder.pid) === holder.identity ? holder : undefined
  } catch {
    return undefined
  }
}

/**
 * The file appears whole or not at all. What a dead process left behind does not count.
 * @param {string} path
 * @param {Record<string, unknown>} [details]
 */
export const tryLock = (path, details = {}) => {
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify({ ...details, pid: process.pid, identity: processIdentity(process.pid) }))
  try {
    if (!readHolder(path)) rmSync(path, { force: true })
    linkSync(own, path)
    return { release: () => rmSync(path, { force: true }) }
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return undefined
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/**
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ onWait?: () => void, signal?: AbortSignal }} [options]
 * @returns {Promise<T>}
 */
export const withLock = async (path, work, { onWait, signal } = {}) => {
  let lock = tryLock(path)
  if (!lock) onWait?.()
  while (!lock) {
    await delay(250, undefined, signal ? { signal } : {})
    lock = tryLock(path)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}
