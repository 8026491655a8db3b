// What every page of the bench does alike: read its case, and tell the driver.

const asked = new URLSearchParams(location.search);

/** The case, as this page reads it: { id, ... } with what `derive/` made for it. */
export async function readCase(page) {
  const answer = await fetch(`/cases/${page}/${asked.get("case")}.json`);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return answer.json();
}

/** The whole form has been checked, and what is wrong is shown. */
export function tellChecked(errors) {
  document.body.dataset.checked = String(errors);
}

// The same containment for every page that is asked for with it.
document.documentElement.classList.toggle("contained", asked.has("contained"));
