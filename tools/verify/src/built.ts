import { defineEnvironment, type EnvironmentSpec } from '@slipway/core';
import { EnvironmentStack, Platform } from '@slipway/platform';
import { specApp, withoutCreationStacks } from '@slipway/testing';
import { Stack } from './stack';

const built = new Map<string, Stack>();

/** The stack that a spec becomes, made in this process and once: it takes a tenth of a second. */
export function builtFrom(spec: EnvironmentSpec): Stack {
  const key = JSON.stringify(spec);
  const stack = built.get(key) ?? build(spec);
  built.set(key, stack);
  return stack;
}

function build(spec: EnvironmentSpec): Stack {
  const environment = defineEnvironment(spec);
  const json = withoutCreationStacks(() => {
    const stack = new EnvironmentStack(specApp(), environment);
    new Platform(stack, environment);
    return stack.toTerraform();
  });
  return new Stack(environment, JSON.stringify(json));
}
