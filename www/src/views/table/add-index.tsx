import { useState } from "preact/hooks";

import type { Table } from "../../model/table.ts";
import { call } from "../../state/call.ts";
import { Button } from "../../widgets/button.tsx";
import { Dialog } from "../../widgets/dialog.tsx";
import { attributeDefinitions, emptyIndex, indexDefinition, keysOf, vectorDefinition, type IndexForm } from "../create-table/form.ts";
import { IndexFields } from "../create-table/index-fields.tsx";

export function AddIndex({ table, onClose }: { table: Table; onClose: () => void }) {
  const [index, setIndex] = useState(emptyIndex);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const add = async () => {
    try {
      await call("UpdateTable", { TableName: table.TableName, ...addition(table, index) });
      onClose();
    } catch (error) {
      setRefusal((error as Error).message);
    }
  };
  return (
    <Dialog title={`Add an index to ${table.TableName}`} onClose={onClose}>
      <form onSubmit={(event) => (event.preventDefault(), add())}>
        <IndexFields index={index} kinds={["global", "vector"]} onChange={setIndex} />
        {refusal && (
          <p class="refusal" role="alert">
            {refusal}
          </p>
        )}
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Add index
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function addition(table: Table, index: IndexForm): object {
  const AttributeDefinitions = attributeDefinitions(keysOf(index));
  return {
    ...(AttributeDefinitions.length > 0 && { AttributeDefinitions }),
    ...(index.kind === "vector"
      ? { VectorIndexUpdates: [{ Create: vectorDefinition(index) }] }
      : { GlobalSecondaryIndexUpdates: [{ Create: { ...indexDefinition(index, index.partition), ...units(table) } }] }),
  };
}

/** An index of a provisioned table is provisioned too; as the table is, to begin with. */
function units(table: Table): object {
  if (table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return {};
  const { ReadCapacityUnits = 1, WriteCapacityUnits = 1 } = table.ProvisionedThroughput ?? {};
  return { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } };
}
