/** Version of the sample shop on every phone of the local cloud, as WeChat would name it. */
export const LOCAL_RELEASE = '1.0.0'
