import type { Provenance } from '@perigee/domain'
import { expect, test } from 'vitest'
import { deriveNetworkBusy } from './network-busy.ts'

function busy(told: Readonly<Record<string, number>>) {
  const values = new Map(Object.entries(told))
  const provenance = new Map<string, Provenance>()
  deriveNetworkBusy(values, provenance)
  const shares = [...values].filter(([key]) => key.startsWith('node_net_busy'))
  return [Object.fromEntries(shares), provenance.get('node_net_busy') ?? null]
}

test('the fuller direction of each device by its own speed', () => {
  const told = {
    'node_net_rx/eth0': 40,
    'node_net_tx/eth0': 90,
    'node_net_speed/eth0': 100,
    'node_net_rx/eth1': 5,
    'node_net_speed/eth1': 10,
  }
  expect(busy(told)).toEqual([{ 'node_net_busy/eth0': 0.9, 'node_net_busy/eth1': 0.5 }, 'derived'])
})

test('a device that tells no speed has no share; a first page, without rates, has none yet', () => {
  expect(busy({ 'node_net_rx/eth0': 40, 'node_net_speed/eth0': -1 })).toEqual([{}, null])
  expect(busy({ 'node_net_rx/eth0': 40 })).toEqual([{}, null])
  expect(busy({ 'node_net_speed/eth0': 100 })).toEqual([{}, 'derived'])
})
