import { DESCRIBE_CLIENT_QUOTAS } from '../../apis/describe-client-quotas.ts'
import { DESCRIBE_USER_SCRAM_CREDENTIALS } from '../../apis/describe-user-scram-credentials.ts'
import { handler } from '../handler.ts'

const RESOURCE_NOT_FOUND = 91

/** DescribeClientQuotas (KIP-546): nobody is limited. */
export const describeClientQuotasHandler = handler(DESCRIBE_CLIENT_QUOTAS, (_request, { errors }) => ({
  errorCode: errors.codeFor(DESCRIBE_CLIENT_QUOTAS.key, null, null),
}))

/** DescribeUserScramCredentials (KIP-554): none are kept in the cluster; who a listener lets in is told when it is opened. */
export const describeUserScramCredentialsHandler = handler(
  DESCRIBE_USER_SCRAM_CREDENTIALS,
  ({ users }, { errors }) => ({
    errorCode: errors.codeFor(DESCRIBE_USER_SCRAM_CREDENTIALS.key, null, null),
    results: (users ?? []).map(({ name }) => ({
      user: name,
      errorCode: RESOURCE_NOT_FOUND,
      errorMessage: `Attempt to describe a user credential that does not exist: ${name}`,
    })),
  }),
)
