/** Jones's polynomial with its bits reversed, as two halves. */
const polynomial = { high: 0x95ac9329, low: 0xac4bc9b5 } as const

const table = Array.from({ length: 256 }, (_, byte) => {
  let [high, low] = [0, byte]
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1
    low = (low >>> 1) | ((high & 1) << 31)
    high >>>= 1
    if (odd) [high, low] = [high ^ polynomial.high, low ^ polynomial.low]
  }
  return [high >>> 0, low >>> 0] as const
})
const highs = Uint32Array.from(table, ([high]) => high)
const lows = Uint32Array.from(table, ([, low]) => low)

/** CRC-64 as Redis counts it (Jones), over as many pieces as come. Halves of 32 bits: BigInt would take minutes for a large file. */
export const crc64 = () => {
  let [high, low] = [0, 0]
  return {
    update(bytes: Uint8Array) {
      for (const byte of bytes) {
        const index = (low ^ byte) & 0xff
        low = ((low >>> 8) | (high << 24)) ^ (lows[index] as number)
        high = (high >>> 8) ^ (highs[index] as number)
      }
    },
    digest: (): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0),
  }
}
