import { rejections, scriptErrors } from '../runtime/errors'
import { Listeners } from '../runtime/listeners'
import { performanceOfWeChat } from '../runtime/performanceLog'
import { asyncApi, type Family } from './api'

/** Coming and going of the app and its pages, its errors, its performance. */
export const lifeCycleFamily: Family = ({ app, router, parameters }) => {
  const memoryWarning = new Listeners()
  return {
    onAppShow: app.shown.on,
    offAppShow: app.shown.off,
    onAppHide: app.hidden.on,
    offAppHide: app.hidden.off,
    onAppRoute: router.appRoute.on,
    offAppRoute: router.appRoute.off,
    onAppRouteDone: router.appRouteDone.on,
    offAppRouteDone: router.appRouteDone.off,
    onPageNotFound: app.pageNotFound.on,
    offPageNotFound: app.pageNotFound.off,
    onError: scriptErrors.on,
    offError: scriptErrors.off,
    onUnhandledRejection: rejections.on,
    offUnhandledRejection: rejections.off,
    onMemoryWarning: memoryWarning.on,
    offMemoryWarning: memoryWarning.off,
    onLazyLoadError: () => {},
    offLazyLoadError: () => {},
    onAudioInterruptionBegin: () => {},
    onAudioInterruptionEnd: () => {},
    getPerformance: () => performanceOfWeChat,
    reportPerformance: () => {},
    reportEvent: () => {},
    login: asyncApi('login', () => ({ code: `local-${parameters.openid}` })),
    checkSession: asyncApi('checkSession', () => {}),
    nextTick: (run: () => void) => queueMicrotask(run),
    exitMiniProgram: asyncApi('exitMiniProgram', () => app.leave()),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    getLogManager: () => console,
    getRealtimeLogManager: () => ({ ...console, setFilterMsg() {}, addFilterMsg() {}, in() {} }),
    setEnableDebug: asyncApi('setEnableDebug', () => {}),
    showShareMenu: asyncApi('showShareMenu', () => {}),
    hideShareMenu: asyncApi('hideShareMenu', () => {}),
    updateShareMenu: asyncApi('updateShareMenu', () => {}),
  }
}
