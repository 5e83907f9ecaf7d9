import { prepareTask, type PreparationOptions, type ReadyContainer } from './prepare-task';
import type {
  LaunchedContainer,
  LaunchedTask,
  TaskEnd,
  TaskLauncher,
  TaskListener,
  TaskOrder,
} from './task-launcher';
import type {
  ContainerExit,
  ContainerPlan,
  ExecProcess,
  RunningContainer,
  TaskRunner,
  TerminalSize,
} from './task-runner';

export interface LauncherOptions extends PreparationOptions {
  readonly runner: TaskRunner;
}

/** Brings tasks to life with whatever runs containers here. */
export class ContainerTaskLauncher implements TaskLauncher {
  readonly #options: LauncherOptions;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  launch(order: TaskOrder, listener: TaskListener): LaunchedTask {
    const task = new Task(this.#options, order, listener);
    void task.live();
    return task;
  }
}

type End = Pick<TaskEnd, 'stopCode' | 'stoppedReason'>;

class Task implements LaunchedTask {
  readonly #options: LauncherOptions;
  readonly #order: TaskOrder;
  readonly #listener: TaskListener;
  readonly #running = new Map<string, RunningContainer>();
  readonly #exits: { [container: string]: ContainerExit } = {};
  readonly #ended: Promise<End>;
  #end: (end: End) => void = () => undefined;
  #isEnding = false;

  constructor(options: LauncherOptions, order: TaskOrder, listener: TaskListener) {
    this.#options = options;
    this.#order = order;
    this.#listener = listener;
    this.#ended = new Promise((resolve) => {
      this.#end = (end) => {
        this.#isEnding = true;
        resolve(end);
      };
    });
  }

  stop(end: End): void {
    this.#end(end);
  }

  async exec(container: string, command: readonly string[], terminal?: TerminalSize): Promise<ExecProcess> {
    const running = this.#running.get(container);
    if (!running) throw new Error(`Container ${container} of task ${this.#order.taskId} does not run.`);
    return running.exec(command, terminal);
  }

  async live(): Promise<void> {
    let ready: readonly ReadyContainer[] = [];
    try {
      this.#listener.pulling();
      ready = await prepareTask(this.#options, this.#order);
      for (const container of ready) await this.#run(container);
      if (!this.#isEnding) this.#listener.running(ready.map(({ plan }) => this.#launched(plan)));
    } catch (error) {
      this.#end({ stopCode: 'TaskFailedToStart', stoppedReason: (error as Error).message });
    }
    const end = await this.#ended;
    await Promise.all(
      [...this.#running].map(async ([name, container]) => {
        this.#exits[name] ??= await container.stop();
      }),
    );
    await Promise.all(ready.map(({ log }) => log?.close()));
    this.#listener.stopped({ ...end, exits: this.#exits });
  }

  async #run({ plan, essential, log }: ReadyContainer): Promise<void> {
    // Stopped before it began.
    if (this.#isEnding) return;
    const container = await this.#options.runner.run(plan, (line) => log?.write(line));
    this.#running.set(plan.name, container);
    void container.exited.then((exit) => {
      this.#exits[plan.name] ??= exit;
      if (essential || this.#allExited()) this.#end(ESSENTIAL_EXITED);
    });
  }

  #allExited(): boolean {
    const containers = this.#order.definition.containerDefinitions ?? [];
    return containers.every(({ name }) => this.#exits[name ?? ''] !== undefined);
  }

  #launched({ name, imageDigest }: ContainerPlan): LaunchedContainer {
    const address = this.#running.get(name)?.address;
    return {
      name,
      runtimeId: runtimeId(this.#order.taskId, name),
      imageDigest,
      ...(address ? { address } : {}),
    };
  }
}

const ESSENTIAL_EXITED: End = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};

/** Fargate's form: the task's id, and ten digits for the container. */
function runtimeId(taskId: string, container: string): string {
  const number = [...container].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 10_000_000_000,
    7,
  );
  return `${taskId}-${String(number).padStart(10, '0')}`;
}
