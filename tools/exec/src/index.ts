export {
  decodeMessage,
  encodeMessage,
  newMessage,
  PayloadType,
  type AgentMessage,
  type MessageType,
} from './agent-message';
export { DataChannel, type ChannelEnd, type DataChannelOptions } from './data-channel';
export { execPreflight, type ExecFacts } from './exec-preflight';
export { processTerminal, type TerminalInput, type TerminalOutput } from './process-terminal';
export {
  runSession,
  type SessionAddress,
  type SessionEnd,
  type SessionStreams,
  type SessionTerminal,
} from './run-session';
export { execTarget, findSessionPlugin, sessionPluginCommand, type PluginSession } from './session-plugin';
