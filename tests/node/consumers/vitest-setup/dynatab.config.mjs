export default async () => ({ tables: "template.yaml", data: { Music: [{ Artist: "Acme Band" }] }, emulator: { region: "eu-west-1" } });
