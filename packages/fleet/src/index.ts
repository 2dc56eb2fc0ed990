// A simulated Kafka fleet that speaks the real protocols over real sockets: for tests, benchmarks and the demo.

export { type Control, createControl, type WorldSummary } from './control/control.ts'
export { type ControlServer, serveControl } from './control/serve-control.ts'
export { DEMO_LABELS, demoWorld } from './demo/demo-world.ts'
export { type Incident, NIGHT } from './demo/night.ts'
export { type Demo, type DemoCluster, type DemoExporter, type DemoOptions, openDemo } from './demo/open-demo.ts'
export { livePast } from './demo/past.ts'
export type { PastSeries } from './demo/past-series.ts'
export {
  EXPORTER_RULES,
  type ExporterRules,
  type Generation,
  type WorldPages,
  worldPages,
} from './exporters/index.ts'
export type { Fault, FaultRule } from './faults/fault.ts'
export type { FaultPlan } from './faults/fault-plan.ts'
export { type Fleet, type FleetCluster, type FleetNode, type FleetOptions, openFleet } from './fleet.ts'
export { type SaslOptions, SaslUsers } from './kafka/sasl/index.ts'
export { type Certificates, makeCertificates } from './kafka/tls/certificates.ts'
export {
  openPrometheus,
  type PrometheusOptions,
  type ScrapeTarget,
  type SimulatedPrometheus,
} from './prometheus/prometheus-server.ts'
export type { ReleaseName } from './releases/release-name.ts'
export { SCENARIOS } from './scenario/files/index.ts'
export { problemsIn } from './scenario/fit-scenario.ts'
export { type Loaded, loadScenario, type Problem } from './scenario/load-scenario.ts'
export { ScenarioRunner, type ScenarioState } from './scenario/runner.ts'
export type { Scenario } from './scenario/scenario.ts'
export { tellStory } from './scenario/story.ts'
export {
  clusterOf,
  SHAPE_SIZES,
  type ShapeName,
  type ShapeOptions,
  type ShapeSize,
  shape,
  withExporters,
} from './shapes/shape.ts'
export type { ClusterSpec, DataCentreSpec, GroupSpec } from './world/cluster-spec.ts'
export { digestOf } from './world/digest.ts'
export { loseBroker, reviveBroker, stopBroker } from './world/operations/broker-life.ts'
export {
  catchUpGroup,
  fallBehindRetention,
  joinMember,
  leaveMember,
  rewindGroup,
  slowGroup,
  stallGroup,
  startGroup,
  stopGroup,
} from './world/operations/consumers.ts'
export { electController, loseController, reviveController } from './world/operations/controller.ts'
export { createGroup, deleteGroup } from './world/operations/groups.ts'
export { joinIsr, leaveIsr } from './world/operations/isr.ts'
export { electPreferred, lead } from './world/operations/leadership.ts'
export { cancelReassignment, startReassignment } from './world/operations/reassignment.ts'
export {
  endRecovery,
  heatBroker,
  recoverLogs,
  relieveNode,
  scaleTraffic,
  setAcks,
  slowZooKeeper,
  strainNode,
} from './world/operations/strain.ts'
export { createTopic, deleteTopic, expandTopic, type TopicSpec } from './world/operations/topics.ts'
export { loseZooKeeper, reviveZooKeeper } from './world/operations/zookeeper.ts'
export { STRAIN_CAUSES, type StrainCause } from './world/strain.ts'
export type { ClusterZooKeeper } from './zookeeper-mirror/open-zookeeper.ts'
