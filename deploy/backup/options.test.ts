import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('a folder is meant from where the person stands', () => {
  expect(readOptions(['--to', 'backups'], 'to', '/home/mira')).toMatchObject({ folder: '/home/mira/backups' })
  expect(readOptions(['--from', '/backups/one', '--replace'], 'from', '/home/mira')).toMatchObject({
    ...{ folder: '/backups/one', replace: true, alone: false },
  })
  expect(readOptions(['--help'], 'to', '/')).toBeUndefined()
})

test.each([
  ['to', [], '--to is missing'],
  ['from', [], '--from is missing'],
  ['to', ['--to', 'a', '--replace'], 'npm run restore'],
  ['from', ['--from', 'a', '--to', 'b'], 'npm run backup'],
  ['to', ['--to', 'a', '--namespace', 'meetings'], '--namespace goes with --release'],
  ['to', ['--into', 'a'], "Unknown option '--into'"],
  ['to', ['somewhere'], 'See --help'],
] as const)('npm run with --%s refuses %j', (folder, args, message) => {
  expect(() => readOptions(args, folder, '/')).toThrow(message)
})
