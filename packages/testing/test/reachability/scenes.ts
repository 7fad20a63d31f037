import { bridgeScenes } from './bridge-scenes.js';
import { hostScenes } from './host-scenes.js';
import { macvlanScenes } from './macvlan-scenes.js';
import { routerScenes } from './router-scenes.js';
import { ruleScenes } from './rule-scenes.js';
import type { Scene } from './scene.js';

/** Networks in which every rule of reachability that the simulated kernel follows decides a ping. */
export const scenes = (): readonly Scene[] => [
  ...hostScenes(),
  ...ruleScenes(),
  ...routerScenes(),
  ...bridgeScenes(),
  ...macvlanScenes(),
];
