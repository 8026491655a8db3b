// react-jsonschema-form with its own theme, checking what is edited on input.
import Form from "@rjsf/core";
import { customizeValidator } from "@rjsf/validator-ajv8";
import Ajv2020 from "ajv/dist/2020";
import { createRoot } from "react-dom/client";
import { readCase, tellChecked } from "./common.js";

const validator = customizeValidator({ AjvClass: Ajv2020 });
const { schema, ui, data } = await readCase("rjsf");

function Page() {
  return (
    <Form
      schema={schema}
      uiSchema={ui}
      initialFormData={data}
      validator={validator}
      liveValidate="onChange"
      noHtml5Validate
      onError={(errors) => tellChecked(errors.length)}
      onSubmit={() => tellChecked(0)}
    />
  );
}

createRoot(document.querySelector("main")).render(<Page />);
