// The yardstick: a React page that paints the portal's dashboard from the same gateway,
// with the same styles and the same words. It does only what the dashboard needs.
import { createContext, useContext, useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes } from "react-router";

const LANGUAGE = "zh-CN";
const Words = createContext({});
const plural = new Intl.PluralRules(LANGUAGE);
const dates = new Intl.DateTimeFormat(LANGUAGE, { month: "long", day: "numeric" });
const minutes = new Intl.DateTimeFormat(LANGUAGE, { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });

function fill(words, values) {
  return words.replace(/\{([^}]*)\}/g, (whole, name) => values[name] ?? whole);
}

function useWords() {
  const words = useContext(Words);
  return useMemo(
    () => ({
      t: (key, values = {}) => fill(words[key] ?? key, values),
      tn: (key, n, values = {}) =>
        fill(words[`${key}.${plural.select(n)}`] ?? words[`${key}.other`] ?? key, { n: String(n), ...values }),
    }),
    [words],
  );
}

const pick = (text) => (typeof text === "string" ? text : (text?.[LANGUAGE] ?? ""));

function day(text) {
  const [year, month, date] = text.slice(0, 10).split("-").map(Number);
  return dates.format(new Date(year, month - 1, date));
}

async function get(path) {
  const answer = await fetch(`/api/v1${path}`, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}

function useRemote(path) {
  const [value, set] = useState({ data: null, error: null });
  useEffect(() => {
    let current = true;
    get(path).then(
      (data) => current && set({ data, error: null }),
      (error) => current && set({ data: null, error }),
    );
    return () => {
      current = false;
    };
  }, [path]);
  return value;
}

function App() {
  const session = useRemote("/session");
  const portal = useRemote("/capabilities");
  return (
    <>
      <Header person={session.data?.person} portal={portal.data} />
      <Routes>
        <Route path="/" element={session.data?.person ? <Dashboard person={session.data.person} /> : <Waiting />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
      <Footer portal={portal.data} />
      <Tabs />
    </>
  );
}

function Header({ person, portal }) {
  const { t } = useWords();
  return (
    <header className="top">
      <div className="bar">
        <Link className="mark" to="/">
          <i aria-hidden="true">{portal?.operator.emblem ?? "办"}</i>
          {pick(portal?.operator.name) || "办事"}
          <small>{pick(portal?.operator.region)}</small>
        </Link>
        <nav aria-label={t("app.main-navigation")}>
          <Destinations />
        </nav>
        <div className="tools">
          <button type="button" className="icon-btn" lang="en">English</button>
          <Link className="icon-btn" to="/settings" aria-label={t("app.settings")}>Aa</Link>
          {person && (
            <span className="me">
              <span className="avatar" aria-hidden="true">{person.displayName.slice(0, 1)}</span>
              <span className="me-name">{person.displayName}</span>
            </span>
          )}
        </div>
      </div>
    </header>
  );
}

const PLACES = [["/", "app.home"], ["/services", "app.services"], ["/cases", "app.my-cases"], ["/lookup", "app.lookup"]];

function Destinations() {
  const { t } = useWords();
  return (
    <ul>
      {PLACES.map(([to, key]) => (
        <li key={to}><Link to={to} aria-current={to === "/" ? "page" : undefined}>{t(key)}</Link></li>
      ))}
    </ul>
  );
}

function Tabs() {
  const { t } = useWords();
  return (
    <nav className="tabs" aria-label={t("app.main-navigation")}>
      {PLACES.map(([to, key]) => (
        <Link key={to} to={to} aria-current={to === "/" ? "page" : undefined}><span>{t(key)}</span></Link>
      ))}
    </nav>
  );
}

function Footer({ portal }) {
  const { t } = useWords();
  const operator = portal?.operator;
  if (!operator) return <footer className="foot" />;
  const lines = [["app.support", operator.support], ["app.suggestions", operator.suggestions]];
  return (
    <footer className="foot">
      <div className="foot-inner">
        <ul>
          {lines.map(([key, line]) => (
            <li key={key}>{t(key)} <a href={`tel:${line.phone}`}>{line.phone}</a> {pick(line.hours)}</li>
          ))}
        </ul>
        <p>{t("app.sponsor")} {pick(operator.sponsor)} · {operator.icp}</p>
        {operator.sample && <p>{t("app.sample-note")}</p>}
      </div>
    </footer>
  );
}

function Waiting() {
  return (
    <main className="page" aria-busy="true">
      <div className="waiting">
        <div className="skeleton-card" />
        <div className="skeleton-card" />
        <div className="skeleton-card" />
      </div>
    </main>
  );
}

function NotFound() {
  const { t } = useWords();
  return <main className="page"><h1>{t("page.not-found")}</h1></main>;
}

const FINAL = ["completed", "rejected", "withdrawn", "failed"];
const STATUS = { inProgress: "in-progress", actionRequired: "action-required" };

function Dashboard({ person }) {
  const { t, tn } = useWords();
  const cases = useRemote("/cases");
  const drafts = useRemote("/drafts");
  const suggested = useRemote("/services/suggested");
  const settled = [cases, drafts, suggested].every(({ data, error }) => data || error);
  const name = pick(person.salutation) || person.displayName;
  const items = cases.data?.items ?? [];
  const tasks = items
    .flatMap((one) => one.tasks.filter((task) => task.open).map((task) => ({ one, task })))
    .sort((a, b) => (a.task.dueAt ?? "9").localeCompare(b.task.dueAt ?? "9"));
  const active = items.filter((one) => !FINAL.includes(one.status)).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const going = active.filter((one) => one.tasks.every((task) => !task.open)).length;
  return (
    <main className="page" data-ready={settled ? "" : undefined}>
      <div className="hello">
        <h1>{tasks.length > 0 ? tn("page.hello-some", tasks.length, { name }) : t("page.hello-none", { name })}</h1>
        <p>{cases.data && (going > 0 ? tn("page.hello-active", going) : t("page.hello-active-none"))}{"\u00a0"}</p>
      </div>
      <form className="find" role="search" onSubmit={(event) => event.preventDefault()}>
        <input type="search" className="control" aria-label={t("page.find-label")} placeholder={t("page.find-placeholder")} />
        <button type="submit" className="btn">{t("page.find")}</button>
      </form>
      <div className="cols">
        <div>
          {cases.data ? <Cases tasks={tasks} active={active} total={items.length} /> : <Waiting />}
          {drafts.data?.items.length > 0 && <Drafts items={drafts.data.items} />}
        </div>
        <div className="side">{suggested.data?.items.length > 0 && <Suggested items={suggested.data.items} />}</div>
      </div>
    </main>
  );
}

function Cases({ tasks, active, total }) {
  const { t, tn } = useWords();
  return (
    <>
      {tasks.length > 0 && (
        <section className="section">
          <div className="section-head"><h2>{t("page.needs-you")}</h2></div>
          <ul>
            {tasks.map(({ one, task }) => (
              <li key={task.id}>
                <article className="card task">
                  <h3>{pick(task.title)}</h3>
                  <p>
                    {pick(one.serviceName)}
                    {task.dueAt && ` · ${t("page.due-by", { date: day(task.dueAt) })}`}
                    {task.consequence && ` · ${pick(task.consequence)}`}
                  </p>
                  <Link className="btn" to={`/cases/${one.id}`}>{t("page.do-now")}</Link>
                </article>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="section">
        <div className="section-head">
          <h2>{t("page.in-progress")}</h2>
          {total > 0 && <Link to="/cases">{tn("page.all-cases", total)}</Link>}
        </div>
        {total === 0 ? (
          <div className="empty">
            <p className="state-title">{t("page.no-cases-title")}</p>
            <p>{t("page.no-cases")}</p>
            <Link className="btn btn-quiet" to="/services">{t("page.browse-services")}</Link>
          </div>
        ) : (
          <ul className="card">{active.slice(0, 5).map((one) => <CaseRow key={one.id} one={one} />)}</ul>
        )}
      </section>
    </>
  );
}

function CaseRow({ one }) {
  const { t } = useWords();
  const next = one.phases.find((phase) => phase.state === "upcoming");
  return (
    <li>
      <article className="case-row">
        <div className="row">
          <h3><Link to={`/cases/${one.id}`}>{pick(one.serviceName)}</Link></h3>
          <span className="chip">{t(`component.status-${STATUS[one.status] ?? one.status}`)}</span>
        </div>
        <ol className="phase-steps">{one.phases.map((phase) => <li key={phase.id} className={phase.state} />)}</ol>
        <p className="meta">
          {next && <span>{t("page.next-step")} <b>{pick(next.name)}</b></span>}
          {one.clock.dueAt && <span>{t("page.expected-by", { date: day(one.clock.dueAt) })}</span>}
        </p>
      </article>
    </li>
  );
}

function Drafts({ items }) {
  const { t } = useWords();
  return (
    <section className="section">
      <div className="section-head"><h2>{t("page.drafts")}</h2></div>
      <ul className="card">
        {items.map((draft) => (
          <li key={draft.id}>
            <article className="case-row">
              <div className="row"><h3><Link to={`/apply/${draft.serviceId}`}>{pick(draft.serviceName)}</Link></h3></div>
              <p className="meta">
                <span>{t("page.draft-saved", { at: minutes.format(new Date(draft.updatedAt)), until: day(draft.keepUntil) })}</span>
              </p>
            </article>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Suggested({ items }) {
  const { t } = useWords();
  return (
    <section className="card">
      <h2>{t("page.suggested")}</h2>
      <ul>
        {items.map(({ service, reason }) => (
          <li key={service.id}>
            <Link to={`/services/${service.id}`}>{pick(service.name)}</Link>
            <p className="why">{pick(reason)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const address = document.querySelector('meta[name="words"]').content;
const words = await (await fetch(address)).json();
createRoot(document.getElementById("root")).render(
  <Words value={words}>
    <BrowserRouter><App /></BrowserRouter>
  </Words>,
);
