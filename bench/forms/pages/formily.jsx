// Formily, which ships no components of its own beside those for Ant Design: with the
// plainest that its API allows, so that only the engine and its binding are measured.
import { createForm, isField } from "@formily/core";
import {
  connect,
  createSchemaField,
  FormProvider,
  mapProps,
  observer,
  RecursionField,
  useField,
  useFieldSchema,
} from "@formily/react";
import { createRoot } from "react-dom/client";
import { readCase, tellChecked } from "./common.js";

const { schema, data } = await readCase("formily");
const form = createForm({ initialValues: data });
const idOf = (field) => field.address.toString().replaceAll(".", "-");

const withId = mapProps((props, field) => ({ ...props, id: idOf(field) }));

const Line = connect(({ id, value, onChange }) => (
  <input id={id} value={value ?? ""} onChange={(event) => onChange(event.target.value)} />
), withId);

const Numeric = connect(({ id, value, onChange }) => {
  const change = ({ target }) => onChange(target.value === "" ? undefined : Number(target.value));
  return <input id={id} type="number" value={value ?? ""} onChange={change} />;
}, withId);

const Select = connect(
  ({ id, value, onChange, options }) => (
    <select id={id} value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
      <option value="" />
      {(options ?? []).map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  ),
  mapProps((props, field) => ({ ...props, id: idOf(field), options: field.dataSource })),
);

const YesNo = connect(({ id, value, onChange }) => (
  <div id={id}>
    {[[true, "是"], [false, "否"]].map(([mine, words]) => (
      <label key={words}>
        <input type="radio" id={`${id}-${mine}`} name={id} checked={value === mine} onChange={() => onChange(mine)} />
        {words}
      </label>
    ))}
  </div>
), withId);

const Item = observer(({ children }) => {
  const field = useField();
  const errors = isField(field) ? field.selfErrors : [];
  return (
    <div className="item">
      <label htmlFor={idOf(field)}>{field.title}</label>
      {children}
      {errors.length > 0 && <p id={`${idOf(field)}-error`}>{errors.join("；")}</p>}
    </div>
  );
});

/** Rows that fold up, all there from the beginning, as those for Ant Design are. */
const Rows = observer(({ titled }) => {
  const field = useField();
  const { items } = useFieldSchema();
  return (field.value ?? []).map((row, index) => (
    <details key={index} className="item" id={`rows-${index}`}>
      <summary>{row[titled]}</summary>
      <RecursionField schema={items} name={index} />
    </details>
  ));
});

const SchemaField = createSchemaField({ components: { Item, Line, Numeric, Select, YesNo, Rows } });

function Page() {
  const submit = (event) => {
    event.preventDefault();
    form.submit().then(() => tellChecked(0), (errors) => tellChecked(errors.length));
  };
  return (
    <form noValidate onSubmit={submit}>
      {/* A form looks through all its controls whenever it is given one more. */}
      <div>
        <FormProvider form={form}>
          <SchemaField schema={schema} />
        </FormProvider>
      </div>
      <button id="submit" type="submit">
        提交
      </button>
    </form>
  );
}

createRoot(document.querySelector("main")).render(<Page />);
