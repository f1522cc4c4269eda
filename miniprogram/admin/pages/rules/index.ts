import type { RuleEntry } from '../../../../contract/admin'
import type { Timed } from '../../model/freshness'
import { type RuleGroup, ruleGroups } from '../../model/rules'
import { answerPage } from '../../services/answerPage'
import { settingsSource } from '../../services/shopSources'

Page({
  ...answerPage<{ rules: RuleEntry[] } & Timed, { groups: RuleGroup[] }>({
    indicator: null,
    source: () => settingsSource('rules'),
    view: ({ rules }) => ({ groups: ruleGroups(rules) }),
  }),

  open(event: WechatMiniprogram.TouchEvent) {
    const { id } = event.currentTarget.dataset as { id: string }
    void wx.navigateTo({ url: `/admin/pages/rule/index?id=${id}` })
  },
})
