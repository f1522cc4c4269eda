import { decodeBase64, encodeBase64, encodePlainly } from '../../../contract/sketch/base64'

describe('bytes as text', () => {
  it.each([0, 1, 2, 3, 4, 255, 5000])('are the same with what Node has and without: %i of them', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 73 + 11) % 256)
    expect(encodeBase64(bytes)).toBe(encodePlainly(bytes, length))
    expect(decodeBase64(encodePlainly(bytes, length))).toEqual(bytes)
  })

  it('are those of the moment: a buffer that is used again keeps nothing', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const before = encodeBase64(bytes)
    bytes[0] = 9
    expect(encodeBase64(bytes)).not.toBe(before)
    expect(encodeBase64(bytes, 2)).toBe(encodePlainly(bytes, 2))
  })
})
