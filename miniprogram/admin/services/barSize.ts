/** Heights of the bar at the top, in px, so that it lies beside WeChat's own capsule. */
export function barSize(): { statusPx: number; barPx: number; capsulePx: number } {
  const { statusBarHeight, windowWidth } = wx.getWindowInfo()
  const capsule = wx.getMenuButtonBoundingClientRect()
  const above = Math.max(0, capsule.top - statusBarHeight)
  return {
    statusPx: statusBarHeight,
    barPx: Math.max(44, capsule.height + 2 * above),
    capsulePx: windowWidth - capsule.left + 8,
  }
}
