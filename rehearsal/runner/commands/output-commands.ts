import { annotationOf } from './annotation.js';
import { COMMAND_NAMES, type Command, parseCommand } from './command-line.js';
import type { StepSink } from './step-sink.js';

/** What the commands of a process's output may do to the step, and what decides about them. */
export interface OutputRules {
  workspace: string;
  /** Whether the job runs with ACTIONS_STEP_DEBUG. */
  debug: boolean;
  /** ACTIONS_ALLOW_UNSECURE_COMMANDS of the `env` context. */
  allowUnsecureCommands(): boolean;
}

/** Reads the lines of one process: commands act, everything else is logged. Source: actions/runner OutputManager. */
export class OutputCommands {
  private readonly sink: StepSink;
  private readonly rules: OutputRules;
  private stopToken: string | undefined;
  private echo: boolean;
  /** A command that failed; the step fails with it even when the process ends well. */
  failed = false;

  constructor(sink: StepSink, rules: OutputRules) {
    this.sink = sink;
    this.rules = rules;
    this.echo = rules.debug;
  }

  /** Takes one line of stdout or stderr. */
  line(line: string): void {
    if (this.stopToken !== undefined) {
      const resume = parseCommand(line, new Set([this.stopToken]));
      if (resume) this.stopToken = undefined;
      this.sink.log(line);
      return;
    }
    const command = parseCommand(line);
    if (!command) {
      this.sink.log(line);
      return;
    }
    try {
      this.run(command, line);
    } catch (error) {
      this.failed = true;
      this.sink.annotate({ level: 'error', message: `Unable to process command '${line}' successfully.` });
      this.sink.annotate({ level: 'error', message: (error as Error).message });
    }
  }

  private run(command: Command, line: string): void {
    const { name, data } = command;
    if (name === 'error' || name === 'warning' || name === 'notice') {
      this.sink.annotate(annotationOf(name, command, this.rules.workspace));
    } else if (name === 'debug') {
      if (this.rules.debug) this.sink.log(`##[debug]${data}`);
    } else if (name === 'add-mask') {
      this.addMask(data);
    } else if (name === 'group' || name === 'endgroup') {
      this.sink.log(name === 'group' ? `##[group]${data}` : '##[endgroup]');
    } else {
      if (this.echo) this.sink.log(line);
      this.change(command);
    }
  }

  private change(command: Command): void {
    if (command.name === 'echo') this.setEcho(command.data);
    else if (command.name === 'stop-commands') this.stop(command.data);
    else if (command.name.endsWith('-matcher')) {
      this.sink.log('Problem matchers are not evaluated in a rehearsal; the lines themselves are shown.');
    } else this.store(command);
  }

  private store(command: Command): void {
    const { name, data } = command;
    if (name === 'add-path' || name === 'set-env') this.requireUnsecure(name);
    const key = command.properties.name;
    if (name === 'add-path') this.sink.addPath(data);
    else if (!key) throw new Error(`Required field 'name' is missing in ##[${name}] command.`);
    else if (name === 'set-output') this.sink.setOutput(key, data);
    else if (name === 'save-state') this.sink.saveState(key, data);
    else this.sink.setEnv(key, data);
  }

  private requireUnsecure(name: string): void {
    if (this.rules.allowUnsecureCommands()) return;
    throw new Error(
      `The '${name}' command is disabled. Please upgrade to using Environment Files or opt into unsecure command ` +
        'execution by setting the ACTIONS_ALLOW_UNSECURE_COMMANDS environment variable to true.',
    );
  }

  private addMask(data: string): void {
    if (data.trim() === '') {
      this.sink.annotate({
        level: 'warning',
        message: "Can't add secret mask for empty string in ##[add-mask] command.",
      });
      return;
    }
    this.sink.addMask(data);
    if (this.echo) this.sink.log('::add-mask::***');
  }

  private setEcho(data: string): void {
    const wanted = data.trim().toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      throw new Error(
        `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${data}'.`,
      );
    }
    this.echo = wanted === 'on';
  }

  private stop(token: string): void {
    if (token.trim() === '' || token === 'pause-logging' || COMMAND_NAMES.has(token.toLowerCase())) {
      throw new Error(
        `Invalid stop-commands token '${token}'. It must not be empty, 'pause-logging' or the name of a command.`,
      );
    }
    this.stopToken = token.toLowerCase();
    if (token.length > 6) this.sink.addMask(token);
  }
}
