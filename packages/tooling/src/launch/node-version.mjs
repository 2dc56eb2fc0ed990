// Imported first by every entry: says what is wrong before anything newer than this Node can fail without words.
const LEAST = [20, 19]
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
  console.error(`Perigee needs Node ${LEAST.join('.')} or newer to start; this is ${process.versions.node}.`)
  console.error('Any newer one will do: the version that runs the console itself is installed with it.')
  process.exit(1)
}
