import type { AddressAttributes } from '../../operation/address-operation.js';
import type { Input } from '../../value/input.js';

/** See ip-address(8). Lifetimes are in seconds. */
export interface AddressOptions extends Input<Omit<AddressAttributes, 'family' | 'address'>> {}

export interface DeleteAddressOptions extends Input<Pick<AddressAttributes, 'peer'>> {}
