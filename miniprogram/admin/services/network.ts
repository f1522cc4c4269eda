/** Whether the phone has any network at all. Unknown counts as yes: then a call tells. */
export async function isOnline(): Promise<boolean> {
  try {
    const { networkType } = await wx.getNetworkType()
    return networkType !== 'none'
  } catch {
    return true
  }
}

/** @returns stops listening */
export function onNetwork(listener: (online: boolean) => void): () => void {
  const heard = ({ isConnected }: { isConnected: boolean }): void => listener(isConnected)
  wx.onNetworkStatusChange(heard)
  // the typings give the off-callback another shape than the on-callback; WeChat compares by identity
  return () => wx.offNetworkStatusChange(heard as never)
}
