// JSON Forms with its vanilla renderers. It checks the whole form with every change.
import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
import addFormats from "ajv-formats";
import Ajv2020 from "ajv/dist/2020";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import { readCase } from "./common.js";

// As its own `createAjv`, with the dialect of the schema.
const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
addFormats(ajv);
const { schema, ui, data: first } = await readCase("jsonforms");

function Page() {
  const [data, setData] = useState(first);
  return (
    <JsonForms
      schema={schema}
      uischema={ui}
      data={data}
      ajv={ajv}
      renderers={vanillaRenderers}
      cells={vanillaCells}
      onChange={({ data }) => setData(data)}
    />
  );
}

createRoot(document.querySelector("main")).render(<Page />);
