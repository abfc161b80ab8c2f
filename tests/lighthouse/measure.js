// Runs Lighthouse on pages, one run after another, and says what it saw: a line of JSON a run.
// Argument: {"chrome", "flags", "runs", "pages": [{"name", "url", "skip"}]}, written by grade.py, which judges.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TRIES = 3;

const { chrome, flags, runs, pages } = JSON.parse(process.argv[2]);

/** One run in a browser of its own, so that none leaves anything to the next. */
async function measure({ url, skip }) {
  const browser = await launch({ chromePath: chrome, chromeFlags: flags, logLevel: "error" });
  try {
    const options = { port: browser.port, logLevel: "error", locale: "en-US", onlyCategories: CATEGORIES, skipAudits: skip };
    return (await lighthouse(url, options)).lhr;
  } finally {
    browser.kill();
  }
}

/** What a run says; nothing where the browser failed it. */
function told({ audits, categories, runtimeError }) {
  if (runtimeError || CATEGORIES.some((id) => categories[id].score === null)) return undefined;
  const value = (id) => audits[id].numericValue;
  return {
    scores: Object.fromEntries(CATEGORIES.map((id) => [id, Math.round(categories[id].score * 100)])),
    lcp: value("largest-contentful-paint"),
    cls: value("cumulative-layout-shift"),
    bytes: value("total-byte-weight"),
    failing: CATEGORIES.flatMap((id) => categories[id].auditRefs)
      .filter(({ id, weight }) => weight && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => id),
  };
}

for (const page of pages) {
  await (await fetch(page.url)).text(); // the first visit after a start compiles templates
  for (let run = 0; run < runs; run++) {
    let seen, problem;
    for (let attempt = 0; attempt < TRIES && !seen; attempt++) {
      try {
        const report = await measure(page);
        seen = told(report);
        problem = report.runtimeError?.message ?? "an audit did not run";
      } catch (error) {
        problem = error.message;
      }
    }
    console.log(JSON.stringify({ page: page.name, ...(seen ?? { problem }) }));
  }
}
