import type { AdminContext } from '../../../core/staff/adminContext'
import { handleAdmin } from '../../../core/staff/handleAdmin'
import { alertedShop, NOON } from '../../fakes/alertedShop'

const shopWithError = () => {
  const ports = alertedShop()
  const sample = { kind: 'error', message: 'x', stack: '', page: '', release: '1', crumbs: [] }
  const times = { firstAt: NOON, lastAt: NOON }
  ports.store.issues.set('s1:f1', { _id: 's1:f1', store: 's1', fingerprint: 'f1', ...times, status: 'open', sample })
  return ports
}

const mark = (
  ports: ReturnType<typeof alertedShop>,
  store: string,
  fingerprint = 'f1',
  by = '小周',
  more: { status?: 'open' | 'solved'; fixed?: { release: string; next: boolean } } = {},
) => {
  const caller = { id: by, openid: `openid-${by}` }
  const context = { ports, caller, now: NOON, codes: null } as unknown as AdminContext
  return handleAdmin({ action: 'markError', store, fingerprint, status: 'solved', ...more }, context)
}

describe('marking an error', () => {
  it('is written down with who said so', async () => {
    const ports = shopWithError()
    expect(await mark(ports, 's1')).toEqual({ ok: true, value: { saved: true } })
    expect(ports.store.issues.get('s1:f1')).toMatchObject({
      status: 'solved',
      marks: [{ at: NOON, by: '小周', status: 'solved' }],
    })
    expect([...ports.store.accessLog.values()]).toMatchObject([{ action: 'markError', subject: 's1:f1:solved' }])
  })

  it('may name the release that brings the remedy; only with solved', async () => {
    const ports = shopWithError()
    const fixed = { release: '2.8.0', next: true }
    await mark(ports, 's1', 'f1', '小周', { fixed })
    expect(ports.store.issues.get('s1:f1')?.marks).toEqual([{ at: NOON, by: '小周', status: 'solved', fixed }])
    expect([...ports.store.accessLog.values()].at(-1)).toMatchObject({ subject: 's1:f1:solved:2.8.0+' })
    expect(await mark(ports, 's1', 'f1', '小周', { status: 'open', fixed })).toMatchObject({
      ok: false,
      error: { code: 'bad_request', field: 'fixed' },
    })
  })

  it.each([
    ['of another store', 's2', 'f1', '小周', 'forbidden'],
    ['that is none', 's1', 'f9', '小周', 'not_found'],
    ['by a stranger', 's1', 'f1', 'stranger', 'forbidden'],
  ])('%s is refused', async (_, store, fingerprint, by, code) => {
    expect(await mark(shopWithError(), store, fingerprint, by)).toMatchObject({ ok: false, error: { code } })
  })
})
