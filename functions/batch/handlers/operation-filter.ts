import { type FilterField, readFilter, timeField, valueField } from '../../shared/api/list-filter.ts';
import { messagesOf } from '../../shared/tasks/operation-message.ts';
import { isOver, type ListedOperation } from '../../shared/tasks/record.ts';

const FIELDS: { readonly [name: string]: FilterField<ListedOperation> } = {
  done: valueField(({ state }) => isOver(state)),
  'metadata.state': valueField(({ state }) => state),
  'metadata.type': valueField((operation) => messagesOf(operation).type),
  'metadata.description': valueField(({ description }) => description),
  'metadata.priority': valueField(({ priority }) => priority),
  'metadata.workloadTag': valueField(({ workloadTag = '' }) => workloadTag),
  'metadata.createTime': timeField(({ createTime }) => createTime),
  'metadata.updateTime': timeField(({ updateTime }) => updateTime),
  'metadata.startTime': timeField(({ startTime }) => startTime),
  'metadata.endTime': timeField(({ endTime }) => endTime),
};

/**
 * Reads the filter of a list of operations: conditions on `done` and on fields of their metadata, joined with AND.
 * @throws INVALID_ARGUMENT
 */
export function readOperationFilter(text: string): (operation: ListedOperation) => boolean {
  return readFilter(text, {
    help: Object.keys(FIELDS).join(', '),
    named: (name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined),
  });
}
