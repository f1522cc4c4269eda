import { LOCAL_RELEASE } from '../../release'
import { FRAME } from '../runtime/frame'
import { Listeners } from '../runtime/listeners'
import { asyncApi, type Family } from './api'

const SDK_VERSION = '3.8.0'

const deviceInfo = {
  abi: 'x86_64',
  benchmarkLevel: 30,
  brand: 'devtools',
  model: 'browser phone',
  system: 'Browser',
  platform: 'devtools',
  cpuType: '',
  memorySize: '4096',
}

/** What the phone says about itself. */
export const deviceFamily: Family = ({ parameters, router, app }) => {
  const windowInfo = () => {
    const { innerWidth: width, innerHeight: height } = window
    const page = router.top?.webview.getBoundingClientRect()
    return {
      pixelRatio: window.devicePixelRatio,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: Math.round(page?.height ?? height),
      statusBarHeight: FRAME.statusBarPx,
      screenTop: Math.round(page?.top ?? 0),
      safeArea: {
        left: 0,
        right: width,
        top: FRAME.statusBarPx,
        bottom: height - FRAME.safeBottomPx,
        width,
        height: height - FRAME.statusBarPx - FRAME.safeBottomPx,
      },
    }
  }
  const appBase = {
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    language: 'zh_CN',
    theme: parameters.theme,
    enableDebug: false,
    fontSizeScaleFactor: 1,
    fontSizeSetting: 16,
    host: { appId: '', env: 'WeChat' },
  }
  const system = () => ({ ...windowInfo(), ...deviceInfo, ...appBase })
  const theme = new Listeners<[{ theme: string }]>()
  const resize = new Listeners<[{ size: { windowWidth: number; windowHeight: number } }]>()
  window.addEventListener('resize', () =>
    resize.emit({ size: { windowWidth: window.innerWidth, windowHeight: window.innerHeight } }),
  )
  const { capsule } = FRAME
  return {
    env: { USER_DATA_PATH: 'http://usr' },
    getSystemInfoSync: system,
    getSystemInfo: asyncApi('getSystemInfo', system),
    getSystemInfoAsync: asyncApi('getSystemInfoAsync', system),
    getWindowInfo: windowInfo,
    getDeviceInfo: () => deviceInfo,
    getAppBaseInfo: () => appBase,
    getDeviceBenchmarkInfo: asyncApi('getDeviceBenchmarkInfo', () => ({
      benchmarkLevel: deviceInfo.benchmarkLevel,
      modelLevel: 3,
    })),
    getSystemSetting: () => ({
      bluetoothEnabled: false,
      locationEnabled: false,
      wifiEnabled: true,
      deviceOrientation: 'portrait',
    }),
    getAppAuthorizeSetting: () => ({ notificationAuthorized: 'authorized' }),
    // A customer's phone has the published shop: measurements of a version under development are kept out of the figures.
    getAccountInfoSync: () => ({
      miniProgram: { appId: 'touristappid', envVersion: 'release', version: LOCAL_RELEASE },
    }),
    getMenuButtonBoundingClientRect: () => ({
      width: capsule.width,
      height: capsule.height,
      top: capsule.top,
      bottom: capsule.top + capsule.height,
      right: window.innerWidth - capsule.right,
      left: window.innerWidth - capsule.right - capsule.width,
    }),
    getLaunchOptionsSync: () => app.launchOptions,
    getEnterOptionsSync: () => app.launchOptions,
    getRendererUserAgent: asyncApi('getRendererUserAgent', () => ({ userAgent: navigator.userAgent })),
    onThemeChange: theme.on,
    offThemeChange: theme.off,
    onWindowResize: resize.on,
    offWindowResize: resize.off,
    onMenuButtonBoundingClientRectWeightChange: () => {},
    offMenuButtonBoundingClientRectWeightChange: () => {},
    vibrateShort: asyncApi('vibrateShort', () => {}),
    vibrateLong: asyncApi('vibrateLong', () => {}),
    hideKeyboard: asyncApi('hideKeyboard', () => (document.activeElement as HTMLElement | null)?.blur()),
    setClipboardData: asyncApi<{ data: string }>('setClipboardData', ({ data }) => navigator.clipboard.writeText(data)),
    getClipboardData: asyncApi('getClipboardData', async () => ({ data: await navigator.clipboard.readText() })),
    makePhoneCall: asyncApi<{ phoneNumber: string }>('makePhoneCall', ({ phoneNumber }) => {
      console.info(`phone call to ${phoneNumber}`)
    }),
    setKeepScreenOn: asyncApi('setKeepScreenOn', () => {}),
  }
}
