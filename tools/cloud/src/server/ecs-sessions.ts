import type { ExecSessions as EcsExecSessions } from '../ecs/exec-sessions';
import type { ExecSessions } from '../exec/exec-sessions';

/** Sessions as ECS asks for them: it knows the task, they want to know what it is called. */
export function sessionsFor(sessions: Pick<ExecSessions, 'open'>): EcsExecSessions {
  return {
    open: ({ task, launched, container, command }) => {
      const runtimeId = task.containers?.find(({ name }) => name === container)?.runtimeId ?? '';
      const target = `ecs:${lastOf(task.clusterArn)}_${lastOf(task.taskArn)}_${runtimeId}`;
      return sessions.open({ task: launched, container, command, target });
    },
  };
}

/** The name at the end of an ARN. */
function lastOf(arn = ''): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
