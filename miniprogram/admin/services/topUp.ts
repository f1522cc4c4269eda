export type TopUp = 'added' | 'refused' | 'no_template' | 'failed'

/**
 * Asks WeChat to ask for consent: each yes is one message that can be sent. WeChat tells the cloud itself what was
 * chosen. Must run inside a tap.
 * @param templateIds critical first, at most 3
 */
export async function topUp(templateIds: string[]): Promise<TopUp> {
  if (templateIds.length === 0) return 'no_template'
  try {
    const chosen = (await wx.requestSubscribeMessage({ tmplIds: templateIds })) as unknown as Record<string, string>
    return templateIds.some((id) => chosen[id] === 'accept') ? 'added' : 'refused'
  } catch {
    return 'failed'
  }
}
