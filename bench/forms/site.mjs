// Lays out what the bench serves, beside the scripts that esbuild has put there: a page
// for each way of making a form, the cases as each of them reads it, and the content
// folder with which the gateway serves the same forms.
//   node site.mjs --site DIR --style FILE --content DIR --from CONTENT
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cases } from "./cases.mjs";
import { definition, service } from "./derive/banshi.mjs";
import { formily } from "./derive/formily.mjs";
import { jsonforms } from "./derive/jsonforms.mjs";
import { rjsf } from "./derive/rjsf.mjs";
import { survey } from "./derive/survey.mjs";

/** The service whose guide the services of the bench borrow. */
const MODEL = "old-age-allowance";
/** What each page reads, beside the answers. */
const READ = { hand: (one) => one, rjsf, jsonforms, survey, formily };

const { values } = parseArgs({
  options: {
    site: { type: "string" },
    style: { type: "string" },
    content: { type: "string" },
    from: { type: "string" },
  },
});
const here = fileURLToPath(new URL(".", import.meta.url));
const html = fs.readFileSync(path.join(here, "pages/index.html"), "utf8");

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

for (const [page, derive] of Object.entries(READ)) {
  const folder = path.join(values.site, page);
  const styles = page === "hand" ? [values.style, "pages/hand.css"] : ["pages/base.css"];
  const sheets = styles.map((file) => fs.readFileSync(path.resolve(here, file), "utf8"));
  const own = path.join(folder, "app.css");
  if (fs.existsSync(own)) sheets.unshift(fs.readFileSync(own, "utf8"));
  fs.rmSync(own, { force: true });
  write(path.join(folder, "style.css"), sheets.join("\n"));
  write(path.join(folder, "index.html"), html.replace("<!-- styles -->", '<link rel="stylesheet" href="style.css">'));
  for (const one of cases()) {
    write(path.join(values.site, `cases/${page}/${one.id}.json`), JSON.stringify({ data: one.data, ...derive(one) }));
  }
}

const model = JSON.parse(fs.readFileSync(path.join(values.from, `services/${MODEL}.json`), "utf8"));
for (const file of ["operator.json", "tables.json"]) {
  write(path.join(values.content, file), fs.readFileSync(path.join(values.from, file)));
}
for (const one of cases()) {
  write(path.join(values.content, `forms/${one.id}.json`), JSON.stringify(definition(one)));
  write(path.join(values.content, `services/${one.id}.json`), JSON.stringify(service(model, one)));
}
