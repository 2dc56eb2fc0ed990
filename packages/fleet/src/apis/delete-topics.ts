import { array, between, defineApi, from, int16, int32, nullableString, string, struct, uuid } from '../wire/index.ts'

const response = struct({
  name: from(0, nullableString, ''),
  topicId: from(6, uuid),
  errorCode: int16,
  errorMessage: from(5, nullableString),
})

export const DELETE_TOPICS = defineApi({
  key: 20,
  name: 'DeleteTopics',
  versions: [0, 6],
  flexible: 4,
  request: struct({
    topics: from(6, array(struct({ name: nullableString, topicId: uuid }))),
    topicNames: between([0, 5], array(string)),
    timeoutMs: int32,
  }),
  response: struct({ throttleTimeMs: from(1, int32), responses: array(response) }),
})
