/**
 * Whether who holds this phone belongs to the shop. The cloud checks it again at every question; this only decides
 * whether there is anything to open. Before the shop has an owner everybody may knock: somebody has to be the first.
 */
export async function isStaff(): Promise<boolean> {
  try {
    const { result } = await wx.cloud.callFunction({ name: 'admin', data: { action: 'whoami' } })
    const answer = result as { ok: boolean; value?: { role: string | null; claimed: boolean } }
    return answer.ok && (answer.value?.role != null || answer.value?.claimed === false)
  } catch {
    return false
  }
}
