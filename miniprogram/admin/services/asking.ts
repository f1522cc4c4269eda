/** Asks once before something that others will feel. @returns whether it was meant */
export async function sure(title: string, content: string, confirmText: string): Promise<boolean> {
  const { confirm } = await wx.showModal({ title, content, confirmText: confirmText.slice(0, 4), cancelText: '不了' })
  return confirm
}

/** @returns what was typed, without the blanks around it; null for nothing */
export async function askText(
  title: string,
  placeholderText: string,
  most: number,
  content = '',
): Promise<string | null> {
  return (await askLine(title, placeholderText, most, content)) || null
}

/** The same where nothing is an answer too. @returns null for whoever leaves it as it is */
export async function askLine(
  title: string,
  placeholderText: string,
  most: number,
  content: string,
): Promise<string | null> {
  const answer = await wx.showModal({
    title,
    content,
    editable: true,
    placeholderText,
    confirmText: '好',
    cancelText: '不了',
  })
  return answer.confirm ? (answer.content ?? '').trim().slice(0, most) : null
}

/** @returns which was chosen, null for none of them */
export async function choose(itemList: string[]): Promise<number | null> {
  try {
    return (await wx.showActionSheet({ itemList })).tapIndex
  } catch {
    return null
  }
}
