import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { AssetPanel } from '../assets/asset-panel.tsx';
import { DropZone } from '../assets/drop-zone.tsx';
import { inspected } from '../map/inspector.ts';
import { InspectorPanel } from '../map/inspector-panel.tsx';
import { MapPane } from '../map/map-pane.tsx';
import { Reference } from '../reference/reference.tsx';
import { Output } from '../script/output.tsx';
import { ScriptList } from '../script/script-list.tsx';
import { ScriptPane } from '../script/script-pane.tsx';
import { openLink } from '../script/share.ts';
import { TaskPanel } from '../tasks/task-panel.tsx';
import { active, drafts } from '../tasks/tasks.ts';
import { Header } from './header.tsx';
import { Notices, notify } from './notices.tsx';
import { leftTab, rightTab } from './panes.ts';
import { Refusal } from './sign-in.tsx';
import { Splitter } from './splitter.tsx';
import { Tabs } from './tabs.tsx';

const LEFT = [
  { id: 'assets', title: 'Assets', content: <AssetPanel /> },
  { id: 'scripts', title: 'Scripts', content: <ScriptList /> },
  { id: 'reference', title: 'Reference', content: <Reference /> },
];

export function App(): JSX.Element {
  useEffect(() => {
    void openLink(location.hash).then((isThere) => {
      if (!isThere) return;
      notify('The script of this link is in the editor. Read it before you run it.');
      history.replaceState(null, '', location.pathname + location.search);
    });
    // Who clicks the map wants to see what is there.
    return inspected.subscribe((now) => {
      if (now) rightTab.value = 'inspector';
    });
  }, []);
  return (
    <>
      <Header />
      <Refusal />
      <main>
        <div class="top-panes">
          <Tabs
            label="Assets, scripts and reference"
            tabs={LEFT}
            chosen={leftTab.value}
            choose={(id) => {
              leftTab.value = id;
            }}
          />
          <Splitter label="Width of the left panel" property="left" axis="x" from={200} to={640} initial={290} />
          <ScriptPane />
          <Splitter
            label="Width of the right panel"
            property="right"
            axis="x"
            reversed
            from={240}
            to={800}
            initial={380}
          />
          <Tabs
            label="Inspector, console and tasks"
            tabs={[
              { id: 'inspector', title: 'Inspector', content: <InspectorPanel /> },
              { id: 'console', title: 'Console', content: <Output /> },
              { id: 'tasks', title: 'Tasks', count: drafts.value.length + active.value, content: <TaskPanel /> },
            ]}
            chosen={rightTab.value}
            choose={(id) => {
              rightTab.value = id;
            }}
          />
        </div>
        <Splitter
          label="Height of the panels above the map"
          property="above"
          axis="y"
          from={160}
          to={900}
          initial={Math.round(innerHeight * 0.46)}
        />
        <MapPane />
      </main>
      <DropZone />
      <Notices />
    </>
  );
}
