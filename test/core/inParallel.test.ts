import { inParallel } from '../../core/concurrency/inParallel'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('work in parallel', () => {
  it('is done on so many at once and no more, and answers in the order asked', async () => {
    let [now, most] = [0, 0]
    const results = await inParallel([5, 1, 4, 2, 3], 2, async (turns) => {
      now += 1
      most = Math.max(most, now)
      for (let one = 0; one < turns; one++) await turn()
      now -= 1
      return turns * 10
    })
    expect([results, most]).toEqual([[50, 10, 40, 20, 30], 2])
    expect(await inParallel([], 2, async () => 1)).toEqual([])
  })

  it('begins nothing more once something failed, and fails when what is under way has ended', async () => {
    const begun: number[] = []
    let ended = 0
    const all = inParallel([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item)
      await turn()
      if (item === 1) throw new Error('the first')
      for (let one = 0; one < 5; one++) await turn()
      ended += 1
    })
    await expect(all).rejects.toThrow('the first')
    expect([begun, ended]).toEqual([[1, 2], 1])
  })
})
