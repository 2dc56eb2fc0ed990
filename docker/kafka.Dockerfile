# Kafka (and for 3.9 ZooKeeper with it) from Maven Central's jars, for where no image registry can be reached:
#   docker build -f docker/kafka.Dockerfile --build-arg KAFKA_VERSION=3.9.1 -t perigee-kafka:3.9.1 docker
#   docker build -f docker/kafka.Dockerfile --build-arg KAFKA_VERSION=4.3.1 -t perigee-kafka:4.3.1 docker
# BASE: any Debian with OpenJDK 17 in its archive (docker/base.sh makes one).
# Jars lie where the official image keeps them, so that docker/compose.lab.yaml runs on either.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS jars
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends maven openjdk-17-jre-headless ca-certificates
ARG KAFKA_VERSION=4.3.1
COPY kafka/pom.xml /build/pom.xml
RUN mvn -q -B -f /build/pom.xml -Dkafka.version=${KAFKA_VERSION} dependency:copy-dependencies -DoutputDirectory=/opt/kafka/libs

FROM ${BASE}
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless \
 && rm -rf /var/lib/apt/lists/*
COPY --from=jars /opt/kafka/libs /opt/kafka/libs
USER 1000:1000
