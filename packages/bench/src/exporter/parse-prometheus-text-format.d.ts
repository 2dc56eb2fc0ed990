declare module 'parse-prometheus-text-format' {
  function parsePrometheusTextFormat(text: string): readonly unknown[]
  export = parsePrometheusTextFormat
}
