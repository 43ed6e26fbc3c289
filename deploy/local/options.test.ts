import { describe, expect, test } from 'vitest'
import { readOptions } from './options.ts'

const folders = { cwd: '/somewhere', dataDir: '/repository/.data' }
const read = (...args: string[]) => readOptions(args, folders)

describe('options', () => {
  test('have defaults', () => {
    expect(read()).toEqual({
      port: 8000,
      host: undefined,
      https: false,
      dataDir: '/repository/.data',
      reset: false,
      verbose: false,
      help: false,
    })
  })

  test('are read', () => {
    const options = read('--port', '8001', '--host=0.0.0.0', '--https', '--data-dir', 'mine', '--reset', '--verbose')
    expect(options).toEqual({
      port: 8001,
      host: '0.0.0.0',
      https: true,
      dataDir: '/somewhere/mine',
      reset: true,
      verbose: true,
      help: false,
    })
  })

  test.each(['0', '65536', '80abc', '-1', '8e3', ''])('refuse %j as a port', (port) => {
    expect(() => read(`--port=${port}`)).toThrow('--port takes a number from 1 to 65535')
  })

  test('that are unknown are named', () => {
    expect(() => read('--prot', '1')).toThrow("Unknown option '--prot'. See npm start -- --help")
    expect(() => read('8001')).toThrow("Unexpected argument '8001'. See npm start -- --help")
    expect(() => read('--port')).toThrow('--port')
  })
})
