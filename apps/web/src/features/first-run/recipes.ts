/** Copied as they stand: keep them in step with the keys of the configuration. */
export const START_COMMAND = 'npm start -- --bootstrap kafka-1.example.com:9092,kafka-2.example.com:9092'

export const PERIGEE_YAML = `clusters:
  - name: payments-eu
    labels: { environment: prod, region: eu, owner: payments }
    bootstrap: [kafka-1.example.com:9093, kafka-2.example.com:9093]
    tls: true
    sasl:
      mechanism: SCRAM-SHA-512
      username: perigee
      passwordFile: /run/secrets/perigee-kafka
    # What should be there: without it a broker that is gone can only be
    # missed if it was seen before.
    expected: { brokers: [1, 2, 3], controllers: 3 }
  - name: orders-legacy
    bootstrap: [legacy-1.example.com:9092]
    zookeeper: zk-1.example.com:2181,zk-2.example.com:2181/kafka
    expected: { brokers: 9, controllers: 3 }
`
