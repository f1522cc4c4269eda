export type Theme = 'light' | 'dark'

/** Colours that only exist in code (canvas, navigation bar) follow this; everything else follows tokens.wxss. */
export const currentTheme = (): Theme => (wx.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light')

/** @returns stops listening */
export function onTheme(listener: (theme: Theme) => void): () => void {
  const heard = ({ theme }: { theme: Theme }): void => listener(theme)
  wx.onThemeChange(heard)
  return () => wx.offThemeChange(heard)
}
