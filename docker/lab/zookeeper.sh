#!/bin/sh
# One of three ZooKeeper nodes: zookeeper.sh <1|2|3>
set -eu
data=/tmp/zookeeper
mkdir -p "$data"
echo "$1" >"$data/myid"
cat >/tmp/zookeeper.properties <<EOF
tickTime=1000
initLimit=10
syncLimit=5
dataDir=$data
clientPort=2181
server.1=zookeeper-1:2888:3888
server.2=zookeeper-2:2888:3888
server.3=zookeeper-3:2888:3888
# srvr answers by default; the others help when trying things by hand.
4lw.commands.whitelist=srvr,stat,ruok,mntr
admin.enableServer=false
EOF
exec java -Xmx96m -XX:+UseSerialGC -Dlog4j.configuration=file:/lab/log4j.properties -cp '/opt/kafka/libs/*' org.apache.zookeeper.server.quorum.QuorumPeerMain /tmp/zookeeper.properties
