import { LIST_TRANSACTIONS } from '../../apis/list-transactions.ts'
import { handler } from '../handler.ts'

/** `TransactionState`. */
const STATES: ReadonlySet<string> = new Set([
  'Empty',
  'Ongoing',
  'PrepareCommit',
  'PrepareAbort',
  'CompleteCommit',
  'CompleteAbort',
  'PrepareEpochFence',
  'Dead',
])

/** ListTransactions (KIP-664): there are none; nobody coordinates any here. */
export const listTransactionsHandler = handler(LIST_TRANSACTIONS, (request, { errors }) => ({
  errorCode: errors.codeFor(LIST_TRANSACTIONS.key, null, null),
  unknownStateFilters: request.stateFilters.filter((state) => !STATES.has(state)),
}))
