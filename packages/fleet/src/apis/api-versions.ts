import { array, bool, defineApi, from, int16, int32, int64, string, struct, tagged } from '../wire/index.ts'

export const API_VERSIONS = defineApi({
  key: 18,
  name: 'ApiVersions',
  versions: [0, 4],
  flexible: 3,
  request: struct({ clientSoftwareName: from(3, string), clientSoftwareVersion: from(3, string) }),
  response: struct({
    errorCode: int16,
    apiKeys: array(struct({ apiKey: int16, minVersion: int16, maxVersion: int16 })),
    throttleTimeMs: from(1, int32),
    supportedFeatures: tagged([0, 3], array(struct({ name: string, minVersion: int16, maxVersion: int16 }))),
    finalizedFeaturesEpoch: tagged([1, 3], int64, -1n),
    finalizedFeatures: tagged([2, 3], array(struct({ name: string, maxVersionLevel: int16, minVersionLevel: int16 }))),
    zkMigrationReady: tagged([3, 3], bool),
  }),
})
