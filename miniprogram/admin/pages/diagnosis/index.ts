import type { Diagnosis } from '../../../../contract/pages/diagnosis'
import { type DiagnosisView, diagnosisText, diagnosisView } from '../../model/diagnosis'
import type { Timed } from '../../model/freshness'
import { answerPage } from '../../services/answerPage'
import { ownCost } from '../../services/ownCost'
import { keptPerson, storeOf } from '../../services/person'
import { settingsSource } from '../../services/shopSources'
import { tell } from '../../services/tell'

Page({
  ...answerPage<Diagnosis & Timed, DiagnosisView>({
    indicator: null,
    source: () => settingsSource('diagnosis'),
    view: (diagnosis) => diagnosisView(diagnosis, ownCost()),
  }),

  async copy() {
    const diagnosis = this.watch?.answer()
    if (!diagnosis) return
    const person = keptPerson()
    const shop = person?.stores.find(({ id }) => id === storeOf(person))
    const { envVersion } = wx.getAccountInfoSync().miniProgram
    await wx.setClipboardData({
      data: diagnosisText(diagnosis, `${shop?.name ?? ''} ${shop?.branch ?? ''}`, envVersion),
    })
    tell('复制好了，发给工程师')
  },
})
