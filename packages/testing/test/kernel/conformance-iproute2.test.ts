import './sandbox-only.js';
import { describeInOrder } from './support/describe-in-order.js';
import { driverCalled } from './support/drivers.js';

describeInOrder(driverCalled('iproute2'));
