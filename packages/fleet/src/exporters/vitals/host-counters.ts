// What the kernel of a broker's host has counted since it began.
import { CPUS } from '../beans/java-machine.ts'
import type { Pressure } from './pressure.ts'

/** Network bytes a second, both ways. */
export interface NetworkFlow {
  readonly receive: number
  readonly transmit: number
}

const BYTES_PER_PACKET = 1_400
const BYTES_PER_OPERATION = 64_000

export class HostCounters {
  /** Seconds of all CPUs by mode. */
  readonly cpu = { user: 0, system: 0, iowait: 0, idle: 0, steal: 0, softirq: 0, irq: 0, nice: 0 }
  receivedBytes = 0
  transmittedBytes = 0
  retransmits = 0
  segments = 0
  droppedPackets = 0
  diskBusySeconds = 0
  diskReadBytes = 0
  diskWrittenBytes = 0
  diskReads = 0
  diskWrites = 0
  diskReadSeconds = 0
  diskWriteSeconds = 0
  majorFaults = 0

  /** Counts a time in which all was as it is now. */
  pass(seconds: number, pressure: Pressure, { receive, transmit }: NetworkFlow): void {
    this.#passCpu(seconds, pressure)
    this.receivedBytes += receive * seconds
    this.transmittedBytes += transmit * seconds
    this.segments += (transmit / BYTES_PER_PACKET) * seconds
    this.retransmits +=
      ((transmit / BYTES_PER_PACKET) * (pressure.packetLoss + 1e-6) + pressure.packetLoss * 400) * seconds
    this.droppedPackets += (receive / BYTES_PER_PACKET) * pressure.packetLoss * 0.2 * seconds
    this.diskBusySeconds += pressure.diskBusy * seconds
    const readBytes = pressure.diskReadBytesPerSecond * seconds
    const writtenBytes = pressure.diskWriteBytesPerSecond * seconds
    this.diskReadBytes += readBytes
    this.diskWrittenBytes += writtenBytes
    const reads = readBytes / BYTES_PER_OPERATION
    const writes = writtenBytes / BYTES_PER_OPERATION + seconds
    this.diskReads += reads
    this.diskWrites += writes
    this.diskReadSeconds += (reads * pressure.diskReadMs) / 1000
    this.diskWriteSeconds += (writes * pressure.diskWriteMs) / 1000
    this.majorFaults += (0.02 + pressure.diskReadBytesPerSecond / 4e6) * seconds
  }

  #passCpu(seconds: number, { hostCpu, ioWait }: Pressure): void {
    const all = seconds * CPUS
    const busy = Math.min(1, hostCpu)
    const waits = Math.min(1 - busy, ioWait)
    this.cpu.user += all * busy * 0.78
    this.cpu.system += all * busy * 0.17
    this.cpu.softirq += all * busy * 0.05
    this.cpu.iowait += all * waits
    this.cpu.idle += all * Math.max(0, 1 - busy - waits)
  }
}
