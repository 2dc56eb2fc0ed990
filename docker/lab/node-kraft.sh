#!/bin/sh
# One of three Kafka 4 nodes in KRaft mode, broker and controller in one: node-kraft.sh <1|2|3>
set -eu
cluster_id=cGVyaWdlZS1sYWIta3JhZg
{
  cat /lab/common.properties
  cat <<EOF
process.roles=broker,controller
node.id=$1
broker.rack=zone-$1
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
advertised.listeners=PLAINTEXT://node-$1:9092
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.quorum.voters=1@node-1:9093,2@node-2:9093,3@node-3:9093
log.dirs=/tmp/kafka-data
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=1
EOF
} >/tmp/node.properties
classpath='/opt/kafka/libs/*'
java -XX:TieredStopAtLevel=1 -cp "$classpath" kafka.tools.StorageTool format --ignore-formatted --cluster-id "$cluster_id" --config /tmp/node.properties
exec java -Xms64m -Xmx320m -XX:+UseSerialGC -cp "$classpath" kafka.Kafka /tmp/node.properties
