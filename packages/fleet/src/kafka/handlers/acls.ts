import { CREATE_ACLS } from '../../apis/create-acls.ts'
import { DELETE_ACLS } from '../../apis/delete-acls.ts'
import { DESCRIBE_ACLS } from '../../apis/describe-acls.ts'
import { ErrorCode } from '../error-code.ts'
import { handler } from '../handler.ts'

// Brokers without an authorizer: everybody may do everything, and there is nothing to list.
const { SECURITY_DISABLED: errorCode } = ErrorCode

export const describeAclsHandler = handler(DESCRIBE_ACLS, () => ({
  errorCode,
  errorMessage: 'No Authorizer is configured on the broker',
}))

export const createAclsHandler = handler(CREATE_ACLS, ({ creations }) => ({
  results: creations.map(() => ({ errorCode, errorMessage: 'No Authorizer is configured.' })),
}))

export const deleteAclsHandler = handler(DELETE_ACLS, ({ filters }) => ({
  filterResults: filters.map(() => ({ errorCode, errorMessage: 'No Authorizer is configured.' })),
}))
