import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { chooseAddresses } from './addresses.ts'
import { checkPort } from './choose-ports.ts'
import { freePorts, mediaPort } from './ports.ts'

const occupy = async (port: number) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

describe('ports', () => {
  test('in use give a sentence with the port and what to do', async () => {
    const [port = 0] = await freePorts(1)
    await checkPort(port, '127.0.0.1')
    await using _other = await occupy(port)
    await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(`Port ${port} is in use`)
    await expect(checkPort(port, '127.0.0.1')).rejects.toThrow(`npm start -- --port ${port + 1}`)
  })

  test('that are handed out differ', async () => {
    expect(new Set(await freePorts(8)).size).toBe(8)
  })

  test('for media are the next free ones', async () => {
    const [port = 0] = await freePorts(1)
    await using _other = await occupy(port)
    expect(await mediaPort('tcp', port)).toBeGreaterThan(port)
  })
})

const one = (address: string, internal = false) => [
  { address, internal, family: 'IPv4' as const, netmask: '255.255.255.0', mac: '', cidr: null },
]
const house = { lo: one('127.0.0.1', true), docker0: one('172.17.0.1'), eth0: one('192.168.1.7') }

describe('addresses', () => {
  test('are for this machine unless others are let in; media may take the way over the house network', () => {
    expect(chooseAddresses(undefined, house)).toEqual({
      bind: '127.0.0.1',
      linkHost: 'localhost',
      local: '127.0.0.1',
      media: ['127.0.0.1', '192.168.1.7'],
    })
    expect(chooseAddresses(undefined, { lo: one('127.0.0.1', true) }).media).toEqual(['127.0.0.1'])
  })

  test('for the house carry the first address of the house network into the link', () => {
    expect(chooseAddresses('0.0.0.0', house)).toMatchObject({ bind: '0.0.0.0', linkHost: '192.168.1.7', local: '127.0.0.1' })
    expect(chooseAddresses('192.168.1.7', house)).toEqual({
      bind: '192.168.1.7',
      linkHost: '192.168.1.7',
      local: '192.168.1.7',
      media: ['192.168.1.7'],
    })
  })

  test('of other machines are refused', () => {
    expect(() => chooseAddresses('10.0.0.1', house)).toThrow(
      '--host takes an address of this machine, such as 0.0.0.0 or 192.168.1.7, and 10.0.0.1 is none',
    )
  })
})
