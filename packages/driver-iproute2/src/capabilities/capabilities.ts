import type { Capabilities } from '@netloom/core';
import type { Tools } from '../exec/tools.js';
import { probeLinkKinds } from './link-kinds.js';
import { checkPermission } from './permission.js';
import { checkVersion, lacksOf } from './version.js';

/** Finds out what `ip` and the kernel can do here. */
export async function probeCapabilities(tools: Tools, wanted: readonly string[]): Promise<Capabilities> {
  const version = await checkVersion(tools);
  await checkPermission();
  const { kinds, tried } = await probeLinkKinds(tools, wanted);
  return {
    linkKinds: kinds,
    rootless: false,
    moveIndex: false,
    lacks: [
      'a link that moves to another namespace cannot be given an index there',
      ...(tried ? [] : ['the kinds of links could not be tried, for which unshare (util-linux) is needed']),
      ...lacksOf(version),
    ],
  };
}
