import { lastTapAtMs } from '../runtime/events'
import { askConsent } from '../runtime/ui/consentSheet'
import { ApiFailure, asyncApi, type Family } from './api'

const TAP_MS = 5000
const MOST_TEMPLATES = 3

/** wx.requestSubscribeMessage: the desk answers for the person, or the person does on a drawn sheet. */
export const messagesFamily: Family = ({ cloud, parameters }) => ({
  requestSubscribeMessage: asyncApi<{ tmplIds: string[] }>('requestSubscribeMessage', async ({ tmplIds }) => {
    if (!Array.isArray(tmplIds) || tmplIds.length === 0)
      throw new ApiFailure("TmplIds can't be empty", { errCode: 10001 })
    if (tmplIds.length > MOST_TEMPLATES)
      throw new ApiFailure('the number of tmplIds exceeds the limit', { errCode: 20003 })
    if (performance.now() - lastTapAtMs > TAP_MS) throw new ApiFailure('can only be invoked by user TAP gesture.')
    if (!parameters.asksConsent) return cloud.post('/_phone/subscribe', { templateIds: tmplIds })
    const result = (await askConsent(tmplIds.length)) ? 'accept' : 'reject'
    for (const templateId of tmplIds) await cloud.answerConsent(templateId, result)
    return Object.fromEntries(tmplIds.map((templateId) => [templateId, result]))
  }),
})
