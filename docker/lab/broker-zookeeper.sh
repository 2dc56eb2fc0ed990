#!/bin/sh
# One of three Kafka 3.9 brokers in ZooKeeper mode: broker-zookeeper.sh <1|2|3>
set -eu
{
  cat /lab/common.properties
  cat <<EOF
broker.id=$1
broker.rack=rack-$1
listeners=PLAINTEXT://:9092
advertised.listeners=PLAINTEXT://broker-$1:9092
zookeeper.connect=zookeeper-1:2181,zookeeper-2:2181,zookeeper-3:2181/kafka
log.dirs=/tmp/kafka-data
EOF
} >/tmp/broker.properties
exec java -Xms64m -Xmx320m -XX:+UseSerialGC -Dlog4j.configuration=file:/lab/log4j.properties -cp '/opt/kafka/libs/*' kafka.Kafka /tmp/broker.properties
