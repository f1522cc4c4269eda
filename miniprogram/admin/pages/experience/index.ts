import type { ExperiencePage } from '../../../../contract/pages/experience'
import { type ExperienceView, experienceView } from '../../model/experience/experienceView'
import { rangeOf } from '../../model/ranges'
import { answerPage } from '../../services/answerPage'
import { answerSource } from '../../services/answers'
import { serverNow } from '../../services/serverClock'

Page({
  ...answerPage<ExperiencePage, ExperienceView>({
    indicator: 'experience',
    source: (query) =>
      answerSource<'experience'>((store) => ({ kind: 'experience', store, ...rangeOf(query, serverNow()) })),
    view: experienceView,
  }),

  chooseRange(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    this.ask({ range: event.detail.id })
  },
  allPages() {
    this.turn({ pages: 'all' })
  },
})
