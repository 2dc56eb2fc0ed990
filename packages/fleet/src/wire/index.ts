// The words of the schemas in `apis/`.
export { type Api, defineApi, type RequestOf, type ResponseInputOf, type ResponseOf } from './api.ts'
export {
  array,
  bool,
  bytes,
  encodable,
  float64,
  int8,
  int16,
  int32,
  int64,
  nullableArray,
  nullableBytes,
  nullableString,
  nullableStruct,
  string,
  uint16,
  uint32,
  uuid,
} from './primitives.ts'
export { between, from, struct, tagged } from './struct.ts'
export { WireError } from './wire-error.ts'
