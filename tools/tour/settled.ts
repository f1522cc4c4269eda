import { type Phone, WAIT_MS } from './phones'

/** So often a page must look the same, at this distance, before it counts as drawn. */
const SAME_LOOKS = 3
const LOOK_MS = 50

/**
 * Waits until the page in front says something and is at rest: every call answered, no skeleton, nothing that still
 * changes. @throws Error with what it says instead
 */
export async function settled(phone: Phone, says: RegExp, waits = false): Promise<void> {
  const deadline = performance.now() + WAIT_MS
  let same = 0
  let text = ''
  while (same < SAME_LOOKS) {
    const look = await phone.page.evaluate(lookOnce)
    text = look.text
    // on a busy machine a function may run into its time limit: somebody would try again, and so does the tour
    if (look.failed && phone.underWay() === 0 && !says.test('再试一次'))
      await phone.page.getByRole('button', { name: '再试一次' }).last().click()
    const rests = waits || (phone.underWay() === 0 && !look.skeleton)
    same = says.test(text) && rests && look.same ? same + 1 : 0
    if (performance.now() > deadline) throw new Error(`it never said ${says}; it says: ${text.slice(0, 200)}`)
    await phone.page.waitForTimeout(LOOK_MS)
  }
}

/** Runs in the browser, after two frames: closed over nothing. */
async function lookOnce(): Promise<{ text: string; skeleton: boolean; failed: boolean; same: boolean }> {
  const frame = (resolve: FrameRequestCallback) => requestAnimationFrame(resolve)
  await new Promise<number>(frame)
  await new Promise<number>(frame)
  const scope = globalThis as unknown as { lastLook?: string }
  const layer = document.querySelector('.page-layer:not([hidden])')
  const html = `${layer?.innerHTML} ${layer?.scrollHeight} ${document.querySelector('.overlay')?.innerHTML}`
  const same = scope.lastLook === html
  scope.lastLook = html
  return {
    text: (layer?.textContent ?? '').replace(/\s+/g, ' '),
    skeleton: layer?.querySelector('[role=status][aria-label=正在读]') != null,
    failed: (layer?.textContent ?? '').includes('没读出来'),
    same,
  }
}
