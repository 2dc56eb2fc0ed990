import {
  array,
  between,
  bool,
  defineApi,
  from,
  int8,
  int16,
  int32,
  nullableArray,
  nullableString,
  string,
  struct,
} from '../wire/index.ts'

const resource = struct({
  resourceType: int8,
  resourceName: string,
  configurationKeys: from(0, nullableArray(string), []),
})

const config = struct({
  name: string,
  value: from(0, nullableString, ''),
  readOnly: bool,
  isDefault: between([0, 0], bool),
  configSource: from(1, int8, -1),
  isSensitive: bool,
  synonyms: from(1, array(struct({ name: string, value: from(1, nullableString, ''), source: int8 }))),
  configType: from(3, int8),
  documentation: from(3, nullableString, ''),
})

const result = struct({
  errorCode: int16,
  errorMessage: from(0, nullableString, ''),
  resourceType: int8,
  resourceName: string,
  configs: array(config),
})

export const DESCRIBE_CONFIGS = defineApi({
  key: 32,
  name: 'DescribeConfigs',
  versions: [0, 4],
  flexible: 4,
  request: struct({ resources: array(resource), includeSynonyms: from(1, bool), includeDocumentation: from(3, bool) }),
  response: struct({ throttleTimeMs: int32, results: array(result) }),
})
