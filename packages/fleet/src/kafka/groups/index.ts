export type { ClassicState } from './classic-group.ts'
export { type CoordinatorOptions, GroupCoordinator, type LiveGroup, type LiveMember } from './group-coordinator.ts'
export type {
  JoinAnswer,
  JoinRequest,
  LeaveAnswer,
  LeaveRequest,
  MemberRequest,
  SyncAnswer,
  SyncRequest,
} from './group-messages.ts'
export type { Schedule } from './timers.ts'
