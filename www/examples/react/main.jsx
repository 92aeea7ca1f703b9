/*
 * A page that React owns. It draws the article anew every second, and the reader can change it: what
 * `<who-said>` paints stays, since it touches none of React's nodes. The build bundles it, with React
 * from node_modules, as page.js.
 */

import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import paragraphs from "./story.json";
import "../../embed/who-said.js";

/** Short lines without a full stop are headings. */
const isHeading = (text) => text.length < 60 && !/[.]"?$/.test(text);

function Story({ corrected, seconds }) {
  const [title, ...rest] = paragraphs;
  return (
    <article id="story" data-seconds={seconds}>
      <p className="section">World</p>
      <h1>{title}</h1>
      {rest.map((text, index) =>
        isHeading(text) ? (
          <h2 key={index}>{text}</h2>
        ) : (
          // A new key a second: React throws the old node away and makes another.
          <p key={index % 3 === seconds % 3 ? `${index}-${seconds}` : index}>
            {corrected ? text.replace("23 people had been treated", "26 people had been treated") : text}
          </p>
        ),
      )}
    </article>
  );
}

function Page() {
  const [seconds, setSeconds] = useState(0);
  const [corrected, setCorrected] = useState(false);
  const [claim, setClaim] = useState(null);
  const element = useRef(null);

  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);

  useEffect(() => {
    const shown = element.current;
    const select = ({ detail }) => setClaim(detail.claim);
    shown.addEventListener("whosaid-select", select);
    return () => shown.removeEventListener("whosaid-select", select);
  }, []);

  return (
    <>
      <p className="note">React draws this article anew every second. What is painted into it stays.</p>
      <p className="tools">
        <button type="button" onClick={() => setCorrected(!corrected)}>
          {corrected ? "Take the correction back" : "Correct a number"}
        </button>
        <span>Drawn {seconds + 1} times{claim === null ? "" : ` · claim ${claim} is chosen`}</span>
      </p>
      <Story corrected={corrected} seconds={seconds} />
      <who-said ref={element} for="#story" place="beside" />
    </>
  );
}

createRoot(document.getElementById("app")).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
