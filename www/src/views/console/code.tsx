export function CodeConsole() {
  return <p />;
}
